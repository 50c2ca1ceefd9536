//! Every word that the client says, in every language that it speaks: one line each, so that none can be missing.

use std::fmt::Display;

/// A language of the interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Lang {
    /// English.
    En,
    /// Russian.
    Ru,
}

macro_rules! words {
    ($($name:ident: $en:literal, $ru:literal;)*) => {
        /// Something the client says.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[expect(missing_docs, reason = "each word is its own description")]
        pub enum Word { $($name),* }

        impl Word {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            const fn forms(self) -> (&'static str, &'static str) {
                match self { $(Self::$name => ($en, $ru)),* }
            }
        }
    };
}

words! {
    // Signing in.
    SignIn: "Sign in", "Вход";
    Register: "New account", "Новый аккаунт";
    Server: "Server", "Сервер";
    Email: "E-mail", "Эл. почта";
    Password: "Password", "Пароль";
    Name: "Name", "Имя";
    SigningIn: "Signing in…", "Входим…";
    FillIn: "Please fill in: {}", "Заполните поле: {}";
    PasswordLength: "The password needs 8 to 256 bytes", "Пароль: от 8 до 256 байт";
    BadServer: "This is not a server address: {}", "Это не адрес сервера: {}";
    WrongPassword: "Incorrect e-mail or password", "Неверная почта или пароль";
    SessionOver: "The session is over, please sign in again", "Сеанс завершён, войдите снова";
    AlreadyRunning: "This account is already open here (process {})", "Этот аккаунт уже открыт здесь (процесс {})";
    NoTerminal: "messenger needs a terminal to draw on", "messenger нужен терминал";
    // The connection.
    Online: "online", "на связи";
    Connecting: "connecting…", "подключаемся…";
    Offline: "offline", "нет связи";
    Unreachable: "The server does not answer: {}", "Сервер не отвечает: {}";
    // Chats and groups.
    Chats: "Chats", "Чаты";
    NoChats: "No chats yet", "Пока нет чатов";
    StartOne: "{}: find a person", "{}: найти человека";
    PickOne: "Choose a chat on the left", "Выберите чат слева";
    You: "You", "Вы";
    PersonalChat: "chat", "чат";
    GroupChat: "group chat", "групповой чат";
    PublicGroup: "public group", "открытая группа";
    PrivateGroup: "private group", "закрытая группа";
    Members: "members: {}", "участников: {}";
    ReadOnly: "Only the owner and the admins post here", "Здесь пишут только владелец и админы";
    TypingOne: "{} is typing…", "{} печатает…";
    TypingTwo: "{} and {} are typing…", "{} и {} печатают…";
    TypingMany: "{} and {} more are typing…", "{} и ещё {} печатают…";
    IsHere: "online", "в сети";
    SeenToday: "last seen at {}", "был(а) в {}";
    SeenYesterday: "last seen yesterday", "был(а) вчера";
    SeenOn: "last seen {}", "был(а) {}";
    AddedTo: "New: {}", "Новый чат: {}";
    RemovedFrom: "You are no longer in {}", "Вы больше не в «{}»";
    ReadByAll: "All have read: {}", "Все прочитали: {}";
    // Messages.
    Deleted: "message deleted", "сообщение удалено";
    Edited: "edited", "изменено";
    Unread: "Unread", "Непрочитанные";
    NewBelow: "↓ {} new", "↓ новых: {}";
    Below: "↓ newer", "↓ новее";
    Loading: "loading…", "загрузка…";
    Beginning: "The beginning", "Начало";
    LoadFailed: "Could not load: {}", "Не удалось загрузить: {}";
    NotSent: "not sent", "не отправлено";
    RetryOrDiscard: "{} retry · {} edit · {} discard", "{} повторить · {} изменить · {} убрать";
    TooLong: "Too long by {} characters", "Длиннее на {} зн.";
    TooManyLines: "At most {} lines", "Не больше {} строк";
    WriteHere: "Write a message", "Напишите сообщение";
    Today: "Today", "Сегодня";
    Yesterday: "Yesterday", "Вчера";
    // Refusals.
    Forbidden: "Not allowed here", "Здесь это нельзя";
    NotFound: "It is not there any more", "Этого больше нет";
    TooOften: "Too often, wait a little", "Слишком часто, подождите";
    Busy: "The server is busy", "Сервер занят";
    Failed: "The server failed", "Сбой сервера";
    // Dialogs.
    NewChat: "New chat", "Новый чат";
    NewGroup: "New group", "Новая группа";
    Browse: "Public groups", "Открытые группы";
    FindPerson: "Name/e-mail", "Имя/почта";
    FindGroup: "Name", "Название";
    Kind: "Kind", "Вид";
    GroupName: "Name", "Название";
    People: "People", "Люди";
    NobodyFound: "Nobody found", "Никого не найдено";
    NothingFound: "Nothing found", "Ничего не найдено";
    Searching: "searching…", "ищем…";
    Joined: "joined", "вы там";
    AskLeave: "Leave {}?", "Покинуть «{}»?";
    AskSignOut: "Sign out on this device?", "Выйти из аккаунта?";
    AskQuit: "Messages not sent yet: {}. Quit?", "Не отправлено сообщений: {}. Выйти?";
    Question: "Are you sure?", "Вы уверены?";
    Keys: "Keys", "Клавиши";
    // Contexts of keys.
    InEverywhere: "Everywhere", "Везде";
    InMain: "Signed in", "После входа";
    InList: "Chats", "Чаты";
    InChat: "Open chat", "Открытый чат";
    InEdit: "Writing", "Набор текста";
    InSignIn: "Signing in", "Вход";
    InPicker: "Finding", "Поиск";
    InForm: "New group", "Новая группа";
    InHelp: "This page", "Эта страница";
    InConfirm: "Questions", "Вопросы";
    // What keys do.
    DoQuit: "quit", "выйти";
    DoHelp: "all keys", "все клавиши";
    DoRedraw: "draw the screen anew", "перерисовать экран";
    DoClose: "close", "закрыть";
    DoNewChat: "find a person, start a chat", "найти человека, начать чат";
    DoNewGroup: "make a group chat or a group", "создать групповой чат или группу";
    DoBrowse: "find and join public groups", "открытые группы";
    DoReconnect: "connect now", "подключиться сейчас";
    DoLeave: "leave the group or group chat", "покинуть группу";
    DoSignOut: "sign out", "выйти из аккаунта";
    DoNextChat: "next chat", "следующий чат";
    DoPreviousChat: "previous chat", "предыдущий чат";
    DoNextUnread: "next chat with unread messages", "следующий непрочитанный чат";
    DoUp: "up", "вверх";
    DoDown: "down", "вниз";
    DoPageUp: "page up", "страница вверх";
    DoPageDown: "page down", "страница вниз";
    DoFirst: "first", "в начало";
    DoLast: "last", "в конец";
    DoOpen: "open", "открыть";
    DoPane: "other pane", "другая панель";
    DoSend: "send", "отправить";
    DoNewline: "new line", "новая строка";
    DoToList: "back to the chats", "к списку чатов";
    DoLineUp: "line up; in the first line scroll up", "строка вверх; в первой — листать";
    DoLineDown: "line down; in the last line scroll down", "строка вниз; в последней — листать";
    DoScrollUp: "scroll up", "листать вверх";
    DoScrollDown: "scroll down", "листать вниз";
    DoOldest: "to the oldest message", "к самому старому сообщению";
    DoNewest: "to the newest message", "к самому новому сообщению";
    DoFirstUnread: "to the first unread message", "к первому непрочитанному";
    DoRetry: "send the refused message again", "повторить отправку";
    DoEditRefused: "edit the refused message", "изменить неотправленное";
    DoDiscard: "discard the refused message", "убрать неотправленное";
    DoLeft: "left", "влево";
    DoRight: "right", "вправо";
    DoWordLeft: "word left", "на слово влево";
    DoWordRight: "word right", "на слово вправо";
    DoLineStart: "start of the line", "в начало строки";
    DoLineEnd: "end of the line", "в конец строки";
    DoBackspace: "delete to the left", "стереть слева";
    DoDelete: "delete to the right", "стереть справа";
    DoDeleteWord: "cut the word on the left", "вырезать слово слева";
    DoKillToStart: "cut to the start of the line", "вырезать до начала строки";
    DoKillToEnd: "cut to the end of the line", "вырезать до конца строки";
    DoYank: "put back what was cut", "вернуть вырезанное";
    DoNextField: "next field", "следующее поле";
    DoPreviousField: "previous field", "предыдущее поле";
    DoSubmit: "go on", "дальше";
    DoToggleRegister: "new account / sign in", "новый аккаунт / вход";
    DoChoose: "choose", "выбрать";
    DoYes: "yes", "да";
    DoNo: "no", "нет";
}

const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const MONTHS_RU: [&str; 12] = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
];

impl Lang {
    /// The language that a locale like `ru_RU.UTF-8` asks for; English when it is another or none.
    pub fn of_locale(locale: &str) -> Self {
        if locale.to_ascii_lowercase().starts_with("ru") { Self::Ru } else { Self::En }
    }

    /// The word.
    pub const fn say(self, word: Word) -> &'static str {
        let (en, ru) = word.forms();
        match self {
            Self::En => en,
            Self::Ru => ru,
        }
    }

    /// The word with its `{}` filled in, in order.
    pub fn fill(self, word: Word, values: &[&dyn Display]) -> String {
        let mut parts = self.say(word).split("{}");
        let mut said = parts.next().unwrap_or_default().to_owned();
        for (part, value) in parts.zip(values) {
            said.push_str(&value.to_string());
            said.push_str(part);
        }
        said
    }

    /// A month as it stands after a day: 1 is January.
    pub fn month(self, month: usize) -> &'static str {
        let months = match self {
            Self::En => &MONTHS_EN,
            Self::Ru => &MONTHS_RU,
        };
        months.get(month.saturating_sub(1)).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_say_everything_with_the_same_blanks() {
        for word in Word::ALL {
            let (en, ru) = word.forms();
            assert!(!en.is_empty() && !ru.is_empty(), "{word:?}");
            assert_eq!(en.matches("{}").count(), ru.matches("{}").count(), "{word:?}");
        }
    }

    #[test]
    fn the_locale_chooses_the_language() {
        assert_eq!(Lang::of_locale("ru_RU.UTF-8"), Lang::Ru);
        assert_eq!(Lang::of_locale("C.UTF-8"), Lang::En);
        assert_eq!(Lang::En.fill(Word::TypingTwo, &[&"A", &"B"]), "A and B are typing…");
    }
}
