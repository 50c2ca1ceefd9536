//! Chats, groups and the people in them.

words! {
    Draft: "Draft: {}", "Черновик: {}";
    Chats: "Chats", "Чаты";
    NoChats: "No chats yet", "Пока нет чатов";
    StartOne: "{}: find a person", "{}: найти человека";
    PickOne: "Choose a chat on the left", "Выберите чат слева";
    You: "You", "Вы";
    PersonalChat: "chat", "чат";
    GroupChat: "group chat", "групповой чат";
    PublicGroup: "public group", "открытая группа";
    PrivateGroup: "private group", "закрытая группа";
    ReadOnly: "Only the owner and the admins post here", "Здесь пишут только владелец и админы";
    TypingHere: "typing…", "печатает…";
    TypingOne: "{} is typing…", "{} печатает…";
    TypingTwo: "{} and {} are typing…", "{} и {} печатают…";
    TypingMany: "{} and {} more are typing…", "{} и ещё {} печатают…";
    IsHere: "online", "в сети";
    IsPinned: "pinned", "закреплён";
    IsMuted: "muted", "без уведомлений";
    IsMarked: "marked as unread", "отмечен непрочитанным";
    SeenToday: "last seen at {}", "был(а) в {}";
    SeenYesterday: "last seen yesterday", "был(а) вчера";
    SeenOn: "last seen {}", "был(а) {}";
    AddedTo: "New: {}", "Новый чат: {}";
    RemovedFrom: "You are no longer in {}", "Вы больше не в «{}»";
}
