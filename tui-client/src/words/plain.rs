//! What only the plain face says.

words! {
    PlainWelcome: "Connected as {}. {}, {}. /help tells the commands.", "Вы на связи как {}. {}, {}. Команды: /help.";
    PlainLost: "The connection is lost; trying again.", "Связь потеряна; пробуем снова.";
    PlainBack: "Connected again.", "Связь восстановлена.";
    PlainClosed: "Closed. /list tells the chats.", "Чат закрыт. Список: /list.";
    PlainUnknown: "There is no command {}; /help tells them. A text that begins with a slash is written with two.", "Нет команды {}; список: /help. Текст с косой чертой в начале пишите с двумя.";
    PlainNoChat: "No chat is open; /list and /open NUMBER choose one.", "Чат не открыт; выберите: /list и /open НОМЕР.";
    PlainNoUnread: "Nothing is unread.", "Непрочитанных нет.";
    PlainOpened: "Opened: {}.", "Открыт чат: {}.";
    PlainFor: "For {}: {}", "Для {}: {}";
    PlainSeveral: "{} fits several:", "{} подходит к нескольким:";
    PlainPinned: "Pinned: {}", "Закреплён: {}";
    PlainUnpinned: "No longer pinned: {}", "Больше не закреплён: {}";
    PlainMarked: "Closed, and marked as unread: {}", "Закрыт и отмечен непрочитанным: {}";
    PlainSent: "Sent.", "Отправлено.";
    PlainLater: "It will be sent when the connection is back.", "Уйдёт, когда связь восстановится.";
    PlainRenamed: "{} is called {} now.", "{}: новое название — {}.";
    PlainRefused: "Refused: {}", "Отказано: {}";
    PlainHelp: "A line is sent to the open chat. Commands:\n/list: tell all chats, with numbers\n/unread: tell those with unread messages\n/open NUMBER or NAME: open a chat and read what is unread\n/read or /read 20: read the newest messages again\n/older: read what was said before\n/who: tell which chat is open, and whether the other person is here\n/mute: say nothing of the chat, or again\n/pin: keep the chat at the top of the list, or not\n/mark: close the chat and mark it as unread\n/new NAME or ADDRESS: start a chat with somebody\n/close: close the chat\n/quit: stop", "Строка отправляется в открытый чат. Команды:\n/list: все чаты, с номерами\n/unread: чаты с непрочитанными\n/open НОМЕР или ИМЯ: открыть чат и прочитать новое\n/read или /read 20: прочитать последние сообщения снова\n/older: прочитать то, что было раньше\n/who: какой чат открыт и в сети ли собеседник\n/mute: не сообщать о чате или снова сообщать\n/pin: держать чат наверху списка или нет\n/mark: закрыть чат и отметить непрочитанным\n/new ИМЯ или АДРЕС: начать чат\n/close: закрыть чат\n/quit: выйти";
}
