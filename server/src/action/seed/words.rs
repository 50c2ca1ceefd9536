//! What invented people are called and what they say.

use rand::{RngExt, rngs::StdRng, seq::IndexedRandom};

/// The language of a person or a conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Language {
    Russian,
    English,
}

impl Language {
    /// Two of three speak Russian.
    pub(super) fn draw(rng: &mut StdRng) -> Self {
        if rng.random_ratio(2, 3) { Self::Russian } else { Self::English }
    }
}

const RUSSIAN_NAMES: &[&str] = &[
    "Андрей",
    "Борис",
    "Виктор",
    "Григорий",
    "Денис",
    "Евгений",
    "Иван",
    "Кирилл",
    "Максим",
    "Никита",
    "Олег",
    "Павел",
    "Саша",
    "Женя",
    "Анна",
    "Вера",
    "Дарья",
    "Елена",
    "Ирина",
    "Ксения",
    "Мария",
    "Надежда",
    "Ольга",
    "Татьяна",
];
const RUSSIAN_SURNAMES: &[&str] = &[
    "Шевченко",
    "Бондаренко",
    "Ткач",
    "Черных",
    "Седых",
    "Гончар",
    "Мороз",
    "Кравец",
    "Бойко",
    "Сорока",
    "Ремез",
    "Дубинин-Белых",
    "Долгих",
    "Саенко",
    "Вернигора",
    "Короленко",
];
const ENGLISH_NAMES: &[&str] = &[
    "Alice", "Ben", "Clara", "Daniel", "Emma", "Frank", "Grace", "Harry", "Isla", "Jack", "Kate", "Liam",
    "Mia", "Noah", "Olivia", "Peter", "Rose", "Sam", "Tessa", "Will",
];
const ENGLISH_SURNAMES: &[&str] = &[
    "Archer", "Baker", "Carter", "Davies", "Evans", "Fisher", "Green", "Hughes", "Irving", "Jones", "King",
    "Lewis", "Mason", "Norris", "Parker", "Reed", "Shaw", "Turner", "Walsh", "Young",
];
const RUSSIAN_TITLES: &[&str] = &[
    "Дача",
    "Поход",
    "Работа",
    "Соседи",
    "Книжный клуб",
    "Футбол",
    "Ремонт",
    "Новости города",
    "День рождения",
    "Кино",
    "Родители 5Б",
    "Проект",
    "Велосипеды",
    "Рецепты",
    "Музыка",
    "Объявления",
];
const ENGLISH_TITLES: &[&str] = &[
    "Weekend",
    "Hiking",
    "Work",
    "Neighbours",
    "Book club",
    "Football",
    "Renovation",
    "City news",
    "Birthday",
    "Films",
    "Parents",
    "Project",
    "Cycling",
    "Recipes",
    "Music",
    "Announcements",
];
const RUSSIAN: &[&str] = &[
    "Привет!",
    "Как дела?",
    "Да",
    "Нет",
    "Ок",
    "Хорошо, договорились.",
    "Спасибо большое!",
    "Сейчас посмотрю.",
    "Я уже выехал, буду минут через двадцать.",
    "Ты дома?",
    "Не забудь купить хлеб и молоко.",
    "Ахаха, точно)",
    "Во сколько встречаемся?",
    "Давай завтра, сегодня уже не успею.",
    "Посмотри, пожалуйста, документ ещё раз.",
    "По-моему, так будет гораздо лучше.",
    "Кто-нибудь знает, когда откроют мост?",
    "Погода сегодня чудесная.",
    "Перезвоню после обеда.",
    "Собираемся у входа в парк.",
    "Фотографии пришлю вечером.",
    "Не знаю, надо подумать.",
    "Я за!",
    "Мне нравится 👍",
    "Билеты взял на субботу, места рядом.",
    "Что-то связь плохая.",
    "Доброе утро!",
    "Спокойной ночи",
    "Поздравляю! 🎉",
    "Можно перенести на час позже?",
    "Отправил письмо, проверьте почту.",
    "В прошлый раз было так же, потом само прошло.",
    "Ключи оставил у соседей.",
    "Напомни мне об этом в понедельник.",
    "Сколько с меня?",
    "Серьёзно?",
    "А почему?",
    "Потому что поезд отменили.",
    "Нашёл хороший рецепт пирога с яблоками.",
    "Всё получилось с первого раза, даже удивительно.",
    "Давайте решим это до конца недели.",
    "Уже бегу",
];
const ENGLISH: &[&str] = &[
    "Hi!",
    "How are you?",
    "Yes",
    "No",
    "Ok",
    "Sounds good to me.",
    "Thanks a lot!",
    "Let me check.",
    "I'm on my way, about twenty minutes.",
    "Are you home?",
    "Don't forget bread and milk.",
    "Haha, exactly",
    "When do we meet?",
    "Tomorrow is better, I can't make it today.",
    "Could you have another look at the document?",
    "I think it's much clearer this way.",
    "Does anybody know when the bridge opens?",
    "Lovely weather today.",
    "I'll call you back after lunch.",
    "We meet at the entrance of the park.",
    "Photos will follow tonight.",
    "Not sure, I need to think about it.",
    "Count me in!",
    "I like it 👍",
    "I've got tickets for Saturday.",
    "The connection is bad here.",
    "Good morning!",
    "Good night",
    "Congratulations! 🎉",
    "Can we move it by an hour?",
    "I've sent you an e-mail.",
    "It was the same last time and then it went away.",
    "The keys are with the neighbours.",
    "Remind me on Monday, please.",
    "What do I owe you?",
    "Really?",
    "Why?",
    "Because the train was cancelled.",
    "Found a good recipe for apple pie.",
    "It worked at the first try, to my surprise.",
    "Let's decide before the end of the week.",
    "Running",
];

fn any(rng: &mut StdRng, of: &[&'static str]) -> &'static str {
    of.choose(rng).copied().unwrap_or_default()
}

/// A person's name.
pub(super) fn name(rng: &mut StdRng) -> String {
    let (names, surnames) = match Language::draw(rng) {
        Language::Russian => (RUSSIAN_NAMES, RUSSIAN_SURNAMES),
        Language::English => (ENGLISH_NAMES, ENGLISH_SURNAMES),
    };
    format!("{} {}", any(rng, names), any(rng, surnames))
}

/// The name of the `n`th conversation that has one.
pub(super) fn title(rng: &mut StdRng, language: Language, n: usize) -> String {
    let titles = match language {
        Language::Russian => RUSSIAN_TITLES,
        Language::English => ENGLISH_TITLES,
    };
    format!("{} {n}", any(rng, titles))
}

/// A message: mostly a phrase or two, now and then a letter.
pub(super) fn text(rng: &mut StdRng, language: Language) -> String {
    let phrases = match language {
        Language::Russian => RUSSIAN,
        Language::English => ENGLISH,
    };
    let count = match rng.random_range(0..100) {
        0..60 => 1,
        60..85 => 2,
        85..98 => rng.random_range(3..6),
        _ => rng.random_range(10..50),
    };
    let said: Vec<_> = (0..count).map(|_| any(rng, phrases)).collect();
    said.join(" ")
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;

    use super::*;
    use crate::domain::{name::Name, text::Text};

    #[test]
    fn all_of_it_could_have_come_through_a_door() {
        let mut rng = StdRng::seed_from_u64(1);
        for n in 0..2_000 {
            let language = Language::draw(&mut rng);
            let said = text(&mut rng, language);
            assert_eq!(Text::parse(&said).unwrap().into_string(), said);
            assert!(Name::parse("name", &name(&mut rng)).is_ok());
            assert!(Name::parse("name", &title(&mut rng, language, n)).is_ok());
        }
    }

    #[test]
    fn lengths_are_mixed() {
        let mut rng = StdRng::seed_from_u64(1);
        let mut lengths: Vec<_> =
            (0..1_000).map(|_| text(&mut rng, Language::English).chars().count()).collect();
        lengths.sort_unstable();
        assert!(lengths[500] < 60 && lengths[999] > 300, "{} {}", lengths[500], lengths[999]);
    }
}
