//! Messages, and why one was refused.

words! {
    // Messages.
    Deleted: "message deleted", "сообщение удалено";
    Edited: "edited", "изменено";
    Unread: "Unread", "Непрочитанные";
    Below: "↓ newer", "↓ новее";
    Loading: "loading…", "загрузка…";
    LoadsIt: "{} to load", "{} — загрузить";
    Copied: "Copied", "Скопировано";
    NoLink: "There is no link in it", "Ссылки в нём нет";
    NoOpener: "Nothing here opens links; copied instead", "Открыть ссылку нечем; она скопирована";
    ReadBy: "Read by", "Прочитали";
    NotReadBy: "Not yet read by", "Ещё не прочитали";
    NobodyYet: "nobody yet", "пока никто";
    Exploring: "exploring", "просмотр";
    Muted: "Muted: {}", "Без уведомлений: {}";
    Unmuted: "No longer muted: {}", "С уведомлениями: {}";
    PresenceShown: "Others see when you are here, and you see them", "Видно, что вы в сети, и видно других";
    PresenceHidden: "Nobody sees when you are here, nor do you see them", "Не видно, что вы в сети, и не видно других";
    Replying: "reply", "ответ";
    Changing: "editing", "правка";
    ForwardedFrom: "Forwarded from {}", "Переслано от {}";
    SpokenForward: "forwarded from {}", "переслано от {}";
    ForwardedTo: "Forwarded to {}", "Переслано: {}";
    WillForward: "It goes to {} when the connection is back", "Уйдёт, когда вернётся связь: {}";
    NotForwarded: "Not forwarded to {}: {}", "Не переслано ({}): {}";
    NotYourWords: "These are somebody else's words; a forwarded message is not changed", "Это чужие слова; пересланное не меняют";
    NotYours: "Only its author can change a message", "Сообщение меняет только его автор";
    IsDeleted: "It has been deleted", "Сообщение удалено";
    NoQuoted: "It answers no message", "Это не ответ на сообщение";
    NeedsServer: "Not without a connection; try again when it is back", "Без связи нельзя; повторите, когда она вернётся";
    EmptyEdit: "An empty message is none; {} deletes it", "Пустого сообщения не бывает; {} удалит его";
    NotChanged: "Not changed: {}", "Не изменено: {}";
    NotChangedTo: "not changed to “{}”: {}", "не изменено на «{}»: {}";
    IsNotChanged: "not changed", "не изменено";
    ChangedElsewhere: "It may have been changed on another device", "Возможно, его изменили на другом устройстве";
    NotDeleted: "Not deleted: {}", "Не удалено: {}";
    NotReacted: "No reaction: {}", "Реакция не поставлена: {}";
    NotSentYet: "It is not sent yet", "Оно ещё не отправлено";
    NewMessage: "New message", "Новое сообщение";
    Beginning: "The beginning", "Начало";
    LoadFailed: "Could not load: {}", "Не удалось загрузить: {}";
    NotSent: "not sent", "не отправлено";
    SentAgain: "{}; sent again in {} s", "{}; уйдёт снова через {} с";
    RetryOrDrop: "{} retry · {} discard", "{} повторить · {} убрать";
    RetryOrDiscard: "{} retry · {} edit · {} discard", "{} повторить · {} изменить · {} убрать";
    Discarded: "Discarded; {} puts it back", "Убрано; {} вернёт";
    LeftOver: "Written and not sent", "Написано и не отправлено";
    NothingLeftOver: "Nothing that was written is left over", "Ничего написанного не осталось";
    ShowsWritten: "{}; {} shows what you wrote", "{}; {} покажет написанное";
    WriteHere: "Write a message", "Напишите сообщение";
    Today: "Today", "Сегодня";
    Yesterday: "Yesterday", "Вчера";
    NotKeptHere: "not on this device yet", "на это устройство ещё не загружено";
    // Refusals.
    Forbidden: "Not allowed here", "Здесь это нельзя";
    NotFound: "It is not there any more", "Этого больше нет";
    CommandUnknown: "There is no /{}; perhaps /{} is meant. //{} sends it as a message", "Нет команды /{}; может быть, /{}? //{} отправит это как сообщение";
    CommandAlone: "/{} takes nothing after it", "После /{} ничего не пишут";
    TooOften: "Too often, wait a little", "Слишком часто, подождите";
    TooFast: "Too fast, try again in {} s", "Слишком быстро, повторите через {} с";
    BusyFor: "The server is busy, try again in {} s", "Сервер занят, повторите через {} с";
    Busy: "The server is busy", "Сервер занят";
    Failed: "The server failed", "Сбой сервера";
}
