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
    PlainNothingHeard: "Nothing of the others was spoken here yet; /read reads the newest.", "Здесь ещё не прочитано чужих сообщений; последние: /read.";
    PlainNothingOwn: "None of your messages was spoken here yet; /read reads the newest.", "Здесь ещё не прочитано ваших сообщений; последние: /read.";
    PlainEdited: "Changed.", "Изменено.";
    PlainDeleted: "Taken back.", "Удалено.";
    PlainReacted: "The sign is there.", "Реакция поставлена.";
    PlainSureDelete: "This is taken back for all: “{}”. Enter /delete again to do it.", "Будет удалено у всех: «{}». Введите /delete ещё раз.";
    PlainSureLeave: "You leave {}. Enter /leave again to do it.", "Вы выйдете из «{}». Введите /leave ещё раз.";
    PlainSent: "Sent.", "Отправлено.";
    PlainLater: "It will be sent when the connection is back.", "Уйдёт, когда связь восстановится.";
    PlainRenamed: "{} is called {} now.", "{}: новое название — {}.";
    PlainRefused: "Refused: {}", "Отказано: {}";
    PlainHelp: "A line is sent to the open chat. Commands:\n/list: tell all chats, with numbers\n/unread: tell those with unread messages\n/open NUMBER or NAME: open a chat and read what is unread\n/read or /read 20: read the newest messages again\n/older: read what was said before\n/who: tell which chat is open, and whether the other person is here\n/mute: say nothing of the chat, or again\n/pin: keep the chat at the top of the list, or not\n/mark: close the chat and mark it as unread\n/reply TEXT: answer what was spoken last\n/edit TEXT: change your newest message\n/delete: take it back\n/react EMOJI: put a sign to what was spoken last\n/search WORDS: find messages\n/new NAME or ADDRESS: start a chat with somebody\n/members: tell who is in the chat\n/join NAME: join a public group\n/leave: leave the group or group chat\n/close: close the chat\n/quit: stop", "Строка отправляется в открытый чат. Команды:\n/list: все чаты, с номерами\n/unread: чаты с непрочитанными\n/open НОМЕР или ИМЯ: открыть чат и прочитать новое\n/read или /read 20: прочитать последние сообщения снова\n/older: прочитать то, что было раньше\n/who: какой чат открыт и в сети ли собеседник\n/mute: не сообщать о чате или снова сообщать\n/pin: держать чат наверху списка или нет\n/mark: закрыть чат и отметить непрочитанным\n/reply ТЕКСТ: ответить на последнее прочитанное\n/edit ТЕКСТ: изменить своё последнее сообщение\n/delete: удалить его\n/react ЭМОДЗИ: реакция на последнее прочитанное\n/search СЛОВА: найти сообщения\n/new ИМЯ или АДРЕС: начать чат\n/members: кто в чате\n/join НАЗВАНИЕ: вступить в публичную группу\n/leave: выйти из группы или группового чата\n/close: закрыть чат\n/quit: выйти";
}
