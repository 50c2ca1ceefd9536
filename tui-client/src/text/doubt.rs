//! The kinds of clusters of which terminals think differently, each with a sample that a terminal can be asked to draw.

/// Makes a colourful sign of the one before it.
const COLOURFUL: char = '\u{FE0F}';
const JOINER: char = '\u{200D}';
/// The first and the last of the letters that flags are made of.
const FLAG_LETTERS: std::ops::RangeInclusive<char> = '\u{1F1E6}'..='\u{1F1FF}';
/// The colours of skin.
const TONES: std::ops::RangeInclusive<char> = '\u{1F3FB}'..='\u{1F3FF}';

/// A kind of clusters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// Several that are joined: a family.
    Joined,
    /// Two letters that are a flag.
    Flag,
    /// A sign that is drawn in colour.
    Coloured,
    /// A hand of some colour.
    Toned,
}

impl Doubt {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Joined, Self::Flag, Self::Coloured, Self::Toned];

    /// One of its kind and of no other.
    pub const fn sample(self) -> &'static str {
        match self {
            Self::Joined => "👨\u{200D}👩\u{200D}👧",
            Self::Flag => "🇷🇺",
            Self::Coloured => "❤\u{FE0F}",
            Self::Toned => "👍🏽",
        }
    }

    /// The cluster is of this kind, perhaps of others as well.
    pub fn is_in(self, cluster: &str) -> bool {
        match self {
            Self::Joined => cluster.contains(JOINER),
            Self::Flag => !cluster.is_empty() && cluster.chars().all(|c| FLAG_LETTERS.contains(&c)),
            Self::Coloured => cluster.contains(COLOURFUL),
            Self::Toned => cluster.chars().skip(1).any(|c| TONES.contains(&c)),
        }
    }
}

/// The letter that a letter of a flag stands for.
pub(super) fn letter(c: char) -> Option<char> {
    let place = u32::from(c).checked_sub(u32::from(*FLAG_LETTERS.start()))?;
    char::from_u32(u32::from('A') + place)
}

/// Which clusters a terminal counts as the one sign that they are drawn as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Drawn {
    kinds: [bool; Doubt::ALL.len()],
    /// Those too that are of no kind that is known to be doubtful.
    others: bool,
}

impl Drawn {
    /// All of them.
    pub const WHOLE: Self = Self { kinds: [true; Doubt::ALL.len()], others: true };

    /// None, or those that are of no kind that is known to be doubtful.
    pub const fn others(counted: bool) -> Self {
        Self { kinds: [false; Doubt::ALL.len()], others: counted }
    }

    /// This kind is counted so, or not.
    #[must_use]
    pub const fn with(mut self, kind: Doubt, counted: bool) -> Self {
        self.kinds[kind as usize] = counted;
        self
    }

    /// All that this draws as it is, the other does.
    pub fn is_within(self, other: Self) -> bool {
        let kinds = self.kinds.iter().zip(other.kinds).all(|(mine, other)| other || !mine);
        kinds && (other.others || !self.others)
    }

    /// It may be drawn as it is, wherever else a terminal that counts each character alone comes to another width.
    pub(super) fn holds(self, cluster: &str) -> bool {
        let mut kinds = Doubt::ALL.into_iter().filter(|kind| kind.is_in(cluster)).peekable();
        if kinds.peek().is_none() { self.others } else { kinds.all(|kind| self.kinds[kind as usize]) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::width;

    #[test]
    fn each_sample_is_of_its_kind_alone_and_two_columns_wide() {
        for kind in Doubt::ALL {
            let of: Vec<Doubt> = Doubt::ALL.into_iter().filter(|other| other.is_in(kind.sample())).collect();
            assert_eq!((of, width(kind.sample())), (vec![kind], 2));
        }
    }

    #[test]
    fn a_cluster_of_two_kinds_needs_both() {
        let rainbow = "🏳\u{FE0F}\u{200D}🌈";
        let joined = Drawn::default().with(Doubt::Joined, true);
        assert!(!joined.holds(rainbow));
        assert!(joined.with(Doubt::Coloured, true).holds(rainbow));
        assert!(!joined.holds("क्षि") && Drawn::WHOLE.holds("क्षि"));
    }
}
