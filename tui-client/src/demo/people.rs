//! Who there is, and what they say.

use crate::words::Lang;

/// A conversation to begin with.
pub(super) struct Scene {
    /// What it is called; in a personal chat the other person.
    pub(super) title: &'static str,
    /// Who is in it beside the user.
    pub(super) people: &'static [&'static str],
    /// Members only read.
    pub(super) group: bool,
    /// Who said what; nobody for the user. The words of an earlier scene are forwarded from there.
    pub(super) said: &'static [(&'static str, &'static str)],
    /// How many of the newest are unread.
    pub(super) unread: i64,
}

/// The user.
pub(super) const fn user(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "Anna",
        Lang::Ru => "Анна",
    }
}

/// The liveliest last.
pub(super) const fn scenes(lang: Lang) -> &'static [Scene] {
    match lang {
        Lang::En => EN,
        Lang::Ru => RU,
    }
}

/// What a partner answers, one after the other.
pub(super) const fn answers(lang: Lang) -> &'static [&'static str] {
    match lang {
        Lang::En => &["Good to hear!", "I'll think about it", "👍", "Then see you at noon"],
        Lang::Ru => &["Рад слышать!", "Подумаю", "👍", "Тогда до полудня"],
    }
}

const EN: &[Scene] = &[
    Scene {
        title: "Harbour news",
        people: &["Sasha"],
        group: true,
        said: &[("Sasha", "The ferry leaves at 17:30 today")],
        unread: 0,
    },
    Scene {
        title: "Saturday crew",
        people: &["Boris", "Sasha"],
        group: false,
        said: &[
            ("Boris", "The ferry leaves at 17:30 today"),
            ("", "Who brings the rope?"),
            ("Boris", "Me. And the big thermos"),
            ("Sasha", "I have cake"),
        ],
        unread: 1,
    },
    Scene {
        title: "Boris",
        people: &["Boris"],
        group: false,
        said: &[
            ("", "Hi Boris! Is the boat ready?"),
            ("Boris", "Almost. New sail, same old captain"),
            ("Boris", "We start at nine if the wind holds"),
            ("", "Wind says 5 m/s, north-west"),
            ("Boris", "Perfect. I'll wait by the bridge"),
        ],
        unread: 1,
    },
];

const RU: &[Scene] = &[
    Scene {
        title: "Новости гавани",
        people: &["Саша"],
        group: true,
        said: &[("Саша", "Паром сегодня в 17:30")],
        unread: 0,
    },
    Scene {
        title: "Команда субботы",
        people: &["Борис", "Саша"],
        group: false,
        said: &[
            ("Борис", "Паром сегодня в 17:30"),
            ("", "Кто возьмёт верёвку?"),
            ("Борис", "Я. И большой термос"),
            ("Саша", "С меня пирог"),
        ],
        unread: 1,
    },
    Scene {
        title: "Борис",
        people: &["Борис"],
        group: false,
        said: &[
            ("", "Привет! Лодка готова?"),
            ("Борис", "Почти. Парус новый, капитан прежний"),
            ("Борис", "Выходим в девять, если ветер не стихнет"),
            ("", "Обещают 5 м/с, северо-запад"),
            ("Борис", "Отлично. Жду у моста"),
        ],
        unread: 1,
    },
];
