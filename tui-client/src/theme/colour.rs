//! Colours: the terminal's own sixteen, the 256 that are alike everywhere, and any; what fewer of them can show, and how well
//! one is read on another.

/// A colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colour {
    /// One of the terminal's own: 0 to 15.
    Ansi(u8),
    /// One of the cube and the greys: 16 to 255.
    Indexed(u8),
    /// Any.
    Rgb(u8, u8, u8),
}

/// How many colours a terminal has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// None are wanted.
    None,
    /// Its own sixteen.
    Sixteen,
    /// 256.
    Many,
    /// All.
    All,
}

const NAMES: [&str; 16] = [
    "black",
    "red",
    "green",
    "yellow",
    "blue",
    "magenta",
    "cyan",
    "white",
    "bright-black",
    "bright-red",
    "bright-green",
    "bright-yellow",
    "bright-blue",
    "bright-magenta",
    "bright-cyan",
    "bright-white",
];
/// What xterm makes of the sixteen; only to find the nearest of them.
const ANSI: [(u8, u8, u8); 16] = [
    (0, 0, 0),
    (205, 0, 0),
    (0, 205, 0),
    (205, 205, 0),
    (0, 0, 238),
    (205, 0, 205),
    (0, 205, 205),
    (229, 229, 229),
    (127, 127, 127),
    (255, 0, 0),
    (0, 255, 0),
    (255, 255, 0),
    (92, 92, 255),
    (255, 0, 255),
    (0, 255, 255),
    (255, 255, 255),
];
/// The steps of the cube.
const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];

impl Colour {
    /// A name of one of the sixteen, a number up to 255, or `#rrggbb`.
    pub fn parse(text: &str) -> Option<Self> {
        if let Some(hex) = text.strip_prefix('#') {
            let digits = hex.len() == 6 && hex.bytes().all(|b| b.is_ascii_hexdigit());
            let part = |at: usize| u8::from_str_radix(hex.get(at..at + 2)?, 16).ok();
            return digits.then(|| Some(Self::Rgb(part(0)?, part(2)?, part(4)?))).flatten();
        }
        let named = NAMES.iter().position(|name| *name == text).and_then(|at| u8::try_from(at).ok());
        let index = named.or_else(|| text.parse().ok())?;
        Some(if index < 16 { Self::Ansi(index) } else { Self::Indexed(index) })
    }

    /// Red, green and blue, where that does not depend on the terminal.
    pub fn rgb(self) -> Option<(u8, u8, u8)> {
        match self {
            Self::Ansi(_) => None,
            Self::Rgb(r, g, b) => Some((r, g, b)),
            Self::Indexed(index) if index >= 232 => {
                let grey = 8 + 10 * (index - 232);
                Some((grey, grey, grey))
            }
            Self::Indexed(index) => {
                let cube = usize::from(index.saturating_sub(16));
                Some((STEPS[cube / 36 % 6], STEPS[cube / 6 % 6], STEPS[cube % 6]))
            }
        }
    }

    /// The nearest that a terminal of some depth has; none where none is wanted.
    pub fn at(self, depth: Depth) -> Option<Self> {
        match (depth, self) {
            (Depth::None, _) => None,
            (Depth::All, _) | (_, Self::Ansi(_)) | (Depth::Many, Self::Indexed(_)) => Some(self),
            (Depth::Many, Self::Rgb(..)) => {
                let all = (16..=255).map(Self::Indexed);
                self.rgb().and_then(|wanted| nearest(wanted, all.filter_map(|c| Some((c, c.rgb()?)))))
            }
            (Depth::Sixteen, _) => {
                let all = (0..16).map(Self::Ansi).zip(ANSI);
                self.rgb().and_then(|wanted| nearest(wanted, all))
            }
        }
    }
}

fn nearest(wanted: (u8, u8, u8), all: impl Iterator<Item = (Colour, (u8, u8, u8))>) -> Option<Colour> {
    let apart = |a: u8, b: u8| u32::from(a.abs_diff(b)).pow(2);
    all.min_by_key(|(_, (r, g, b))| apart(*r, wanted.0) + apart(*g, wanted.1) + apart(*b, wanted.2))
        .map(|(colour, _)| colour)
}

/// How well one colour is read on another, from 1 to 21, as WCAG 2.1 reckons it.
pub fn contrast(one: (u8, u8, u8), other: (u8, u8, u8)) -> f64 {
    let (a, b) = (luminance(one), luminance(other));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// How light a colour is, from 0 to 1.
pub(super) fn luminance((r, g, b): (u8, u8, u8)) -> f64 {
    let linear = |part: u8| {
        let part = f64::from(part) / 255.0;
        if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    };
    0.0722f64.mul_add(linear(b), 0.2126f64.mul_add(linear(r), 0.7152 * linear(g)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_written_as_people_write_them() {
        assert_eq!(Colour::parse("#ff8700"), Some(Colour::Rgb(255, 135, 0)));
        assert_eq!(Colour::parse("bright-cyan"), Some(Colour::Ansi(14)));
        assert_eq!(Colour::parse("3"), Some(Colour::Ansi(3)));
        assert_eq!(Colour::parse("208"), Some(Colour::Indexed(208)));
        for nonsense in ["", "#12345", "#12345g", "#+12345", "256", "pink!", "#привет"] {
            assert_eq!(Colour::parse(nonsense), None, "{nonsense}");
        }
    }

    #[test]
    fn fewer_colours_show_the_nearest() {
        let orange = Colour::Rgb(255, 136, 1);
        assert_eq!(orange.at(Depth::All), Some(orange));
        assert_eq!(orange.at(Depth::Many), Some(Colour::Indexed(208)));
        assert_eq!(Colour::Indexed(196).at(Depth::Sixteen), Some(Colour::Ansi(9)));
        assert_eq!(orange.at(Depth::None), None);
    }

    #[test]
    fn contrast_is_reckoned_as_it_is_defined() {
        let ratio = contrast((0, 0, 0), (255, 255, 255));
        assert!((ratio - 21.0).abs() < 0.01, "{ratio}");
        let ratio = contrast((0x77, 0x77, 0x77), (255, 255, 255));
        assert!((ratio - 4.48).abs() < 0.01, "{ratio}");
    }
}
