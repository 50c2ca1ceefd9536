//! Where keys hold and what they do.

words! {
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
    // Changed keys.
    KeyUnknownContext: "`{}` is no context; perhaps `{}` is meant. There are: {}", "«{}» — нет такого места; может быть, «{}»? Есть: {}";
    KeyUnknownAction: "`{}` is no action; perhaps `{}` is meant. `messenger --keys` lists them", "«{}» — нет такого действия; может быть, «{}»? Все покажет messenger --keys";
    KeyBad: "`{}` is no key; write it like Ctrl+X, Alt+Enter, F5, PgUp or `g g`", "«{}» — не клавиша; пишите так: Ctrl+X, Alt+Enter, F5, PgUp или «g g»";
    KeyElsewhere: "`{}` means nothing in [keys.{}]; put it into: {}", "«{}» ничего не значит в [keys.{}]; его место: {}";
    KeyWrites: "`{}` begins with a letter that could no longer be written; hold Ctrl or Alt with it", "«{}» начинается с буквы, которую стало бы нельзя написать; добавьте Ctrl или Alt";
    KeyTwice: "`{}` has a meaning already on line {}; remove one of the two", "«{}» уже имеет значение в строке {}; уберите одну из двух";
    KeyBegins: "`{}` acts at once, so `{}` is never reached; choose another key or set one to \"none\"", "«{}» действует сразу, и до «{}» не дойти; выберите другую клавишу или поставьте «none»";
    KeyLost: "no key leads to `{}` any more; give it one", "до «{}» больше не дойти ни одной клавишей; дайте ему клавишу";
    KeyNothing: "{} does nothing", "{} ничего не делает";
}
