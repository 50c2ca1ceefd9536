//! Dialogs.

words! {
    Anywhere: "Go to a chat, do anything", "Перейти в чат, сделать что угодно";
    ForwardWhere: "Forward the message to …", "Переслать сообщение …";
    ForwardTo: "Forward to", "Куда";
    NewChat: "New chat", "Новый чат";
    NewGroup: "New group", "Новая группа";
    Browse: "Public groups", "Открытые группы";
    FindPerson: "Name/e-mail", "Имя/почта";
    FindMessage: "Find a message", "Поиск сообщений";
    FindWords: "Words", "Слова";
    SearchHint: "Also from:name in:chat before:2026-12-31 after:2026-01-01", "Ещё from:имя in:чат before:2026-12-31 after:2026-01-01";
    FindGroup: "Name", "Название";
    Kind: "Kind", "Вид";
    GroupName: "Name", "Название";
    People: "People", "Люди";
    NobodyFound: "Nobody found", "Никого не найдено";
    NothingFound: "Nothing found", "Ничего не найдено";
    Searching: "searching…", "ищем…";
    Joined: "joined", "вы участник";
    AskLeave: "Leave {}?", "Покинуть «{}»?";
    AskHandOver: "Hand the group over to {}? You stay an admin", "Передать группу: {}? Вы останетесь админом";
    AskRemove: "Remove {}? What they wrote stays", "Удалить из участников: {}? Написанное останется";
    AskRemoveOpen: "Remove {}? What they wrote stays, and they can join again: the group is public", "Удалить из участников: {}? Написанное останется; группа открытая, можно вступить снова";
    CannotRemove: "Only the owner and the admins remove members, and nobody their equals", "Удаляют владелец и админы, и только тех, чья роль ниже";
    CannotRemoveSelf: "To go yourself, leave: {}", "Чтобы уйти, покиньте группу: {}";
    CannotRename: "Only the owner and the admins change the name", "Название меняют владелец и админы";
    NotToBeLeft: "A chat of two cannot be left; mute it with {}", "Из личного чата не выйти; отключить уведомления: {}";
    NoOwnName: "A chat of two is called after the other person", "Личный чат называется по имени собеседника";
    OnlyGroupsGrow: "People are added to groups; for others start a group chat", "Добавлять людей можно только в группы; создайте вместо этого групповой чат";
    Owner: "owner", "владелец";
    Admin: "admin", "админ";
    AskDelete: "Delete this message for everybody? “{}”", "Удалить сообщение у всех? «{}»";
    Sign: "Reaction", "Реакция";
    SignName: "Name", "Название";
    SignMine: "yours", "ваша";
    AskPaste: "Pasted: {}, {}. A message holds {} characters. Put it here?", "Вставка: {}, {}. В сообщение помещается {} знаков. Вставить?";
    PasteKept: "Not put here; {} still does it", "Не вставлено; {} всё же вставит";
    AskSignOut: "Sign out on this device?", "Выйти из аккаунта?";
    AskSignOutLosing: "Sign out here? It loses for good: {}", "Выйти? Навсегда пропадёт: {}";
    AskLeaveUnkept: "The disk takes nothing: what was written since then would be lost. Leave?", "Диск ничего не принимает: написанное с тех пор пропадёт. Уйти?";
    Question: "Are you sure?", "Вы уверены?";
    Keys: "Keys", "Клавиши";
}
