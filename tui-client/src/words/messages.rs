//! Messages, and why one was refused.

words! {
    // Messages.
    Deleted: "message deleted", "сообщение удалено";
    Edited: "edited", "изменено";
    Unread: "Unread", "Непрочитанные";
    Below: "↓ newer", "↓ новее";
    Loading: "loading…", "загрузка…";
    Beginning: "The beginning", "Начало";
    LoadFailed: "Could not load: {}", "Не удалось загрузить: {}";
    NotSent: "not sent", "не отправлено";
    RetryOrDiscard: "{} retry · {} edit · {} discard", "{} повторить · {} изменить · {} убрать";
    WriteHere: "Write a message", "Напишите сообщение";
    Today: "Today", "Сегодня";
    Yesterday: "Yesterday", "Вчера";
    NotKeptHere: "not on this device yet", "на этом устройстве ещё нет";
    // Refusals.
    Forbidden: "Not allowed here", "Здесь это нельзя";
    NotFound: "It is not there any more", "Этого больше нет";
    CommandUnknown: "There is no /{}; perhaps /{} is meant. //{} sends it as a message", "Нет команды /{}; может быть, /{}? //{} отправит это как сообщение";
    CommandAlone: "/{} takes nothing after it", "После /{} ничего не пишут";
    TooOften: "Too often, wait a little", "Слишком часто, подождите";
    Busy: "The server is busy", "Сервер занят";
    Failed: "The server failed", "Сбой сервера";
}
