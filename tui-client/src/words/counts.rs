//! What follows a number.

counts! {
    Members: ["{} member", "{} members"], ["{} участник", "{} участника", "{} участников"];
    TooLong: ["Too long by {} character", "Too long by {} characters"], ["Длиннее на {} знак", "Длиннее на {} знака", "Длиннее на {} знаков"];
    TooManyLines: ["At most {} line", "At most {} lines"], ["Не больше {} строки", "Не больше {} строк", "Не больше {} строк"];
    NewBelow: ["↓ {} new", "↓ {} new"], ["↓ {} новое", "↓ {} новых", "↓ {} новых"];
    UnreadCount: ["{} unread", "{} unread"], ["{} непрочитанное", "{} непрочитанных", "{} непрочитанных"];
    PlainChats: ["{} chat", "{} chats"], ["{} чат", "{} чата", "{} чатов"];
    PlainUnread: ["{} with unread messages", "{} with unread messages"], ["{} с непрочитанными", "{} с непрочитанными", "{} с непрочитанными"];
    PlainUnsent: ["{} message was not sent.", "{} messages were not sent."], ["{} сообщение не отправлено.", "{} сообщения не отправлены.", "{} сообщений не отправлены."];
    PlainUntold: ["{} setting of a chat was not sent.", "{} settings of chats were not sent."], ["{} настройка чата не отправлена.", "{} настройки чатов не отправлены.", "{} настроек чатов не отправлено."];
    Strays: ["{} message was not sent: its chat is gone", "{} messages were not sent: their chats are gone"], ["{} сообщение не отправлено: его чата больше нет", "{} сообщения не отправлены: их чатов больше нет", "{} сообщений не отправлено: их чатов больше нет"];
    AskQuit: ["{} message is not sent yet. Quit?", "{} messages are not sent yet. Quit?"], ["{} сообщение ещё не отправлено. Выйти?", "{} сообщения ещё не отправлены. Выйти?", "{} сообщений ещё не отправлено. Выйти?"];
    AskQuitChanges: ["{} change has not reached the server. Quit?", "{} changes have not reached the server. Quit?"], ["{} изменение ещё не дошло до сервера. Выйти?", "{} изменения ещё не дошли до сервера. Выйти?", "{} изменений ещё не дошло до сервера. Выйти?"];
    LosesUnsent: ["{} unsent message", "{} unsent messages"], ["{} неотправленное сообщение", "{} неотправленных сообщения", "{} неотправленных сообщений"];
    LosesDrafts: ["{} draft", "{} drafts"], ["{} черновик", "{} черновика", "{} черновиков"];
    NotLoaded: ["… {} message not loaded yet", "… {} messages not loaded yet"], ["… {} сообщение ещё не загружено", "… {} сообщения ещё не загружены", "… {} сообщений ещё не загружено"];
    NewMessages: ["{} new message", "{} new messages"], ["{} новое сообщение", "{} новых сообщения", "{} новых сообщений"];
    EditHours: ["Messages can be changed for {} hour", "Messages can be changed for {} hours"], ["Сообщение можно менять {} час", "Сообщение можно менять {} часа", "Сообщение можно менять {} часов"];
    Lines: ["{} line", "{} lines"], ["{} строка", "{} строки", "{} строк"];
    Characters: ["{} character", "{} characters"], ["{} знак", "{} знака", "{} знаков"];
    CharactersLeft: ["{} character left", "{} characters left"], ["ещё {} знак", "ещё {} знака", "ещё {} знаков"];
}
