//! Several accounts, and the lock of the screen.

words! {
    // Several accounts.
    DoSwitchAccount: "go to another account, add one", "перейти в другой аккаунт, добавить";
    Accounts: "Accounts", "Аккаунты";
    AddAccount: "+ add an account", "+ добавить аккаунт";
    InUse: "in use", "открыт";
    OpenElsewhere: "open in another process", "открыт в другом процессе";
    SessionEnded: "signed out", "сеанс завершён";
    NotConnected: "no connection", "нет связи";
    ForAccount: "{} (for {})", "{} (для {})";
    OtherSignedOut: "{} is signed out: its session was ended; {} signs in again", "{}: сеанс завершён; {} — войти снова";
    OtherSessionOver: "{} is signed out: its session was ended", "{}: сеанс завершён";
    SetOthers: "Connect other accounts", "Другие аккаунты на связи";
    AboutOthers: "Whether the accounts of this device that are not shown are connected too: they tell of new messages and count what is unread.\nNobody sees them as online because of it.", "Подключать ли и те аккаунты этого устройства, которые не открыты: они сообщают о новых сообщениях и считают непрочитанное.\nВ сети их из-за этого не видно.";
    BackToAccount: "{} goes back to {}", "{} — вернуться в {}";
    AccountElsewhere: "{} is open in another process ({}); close it there first", "{} открыт в другом процессе ({}); сначала закройте его там";
    AccountUnusable: "{} cannot be opened: {}", "{} не открыть: {}";
    NoAccountHere: "There is no account in the demo", "В демонстрации нет аккаунтов";
    // The lock.
    InLock: "Locked", "Заблокировано";
    DoLock: "lock the screen", "заблокировать экран";
    Locked: "Messenger is locked", "Messenger заблокирован";
    Passphrase: "Passphrase", "Фраза";
    ChoosePassphrase: "A passphrase to lock this screen with", "Кодовая фраза для блокировки экрана";
    RepeatPassphrase: "The same once more", "Повторите кодовую фразу";
    PassphraseShort: "At least {} characters", "Не меньше {} знаков";
    PassphrasesDiffer: "These were two different ones; choose again", "Фразы не совпали; выберите снова";
    PassphraseWrong: "That is not it", "Фраза неверна";
    PassphraseForgotten: "Forgotten? {} signs out here", "Забыли? {} — выйти из аккаунта";
    AskSignOutLocked: "Sign out here? Then the password of the account is needed, and what was not sent yet is lost. {} signs out, {} does not", "Выйти из аккаунта? Понадобится его пароль, а неотправленное пропадёт. {} — выйти, {} — остаться";
    LockNeedsPassphrase: "Not locked: there is no passphrase yet; {} lets you choose one", "Не заблокировано: фразы ещё нет; {} — выбрать";
    LockFailed: "The passphrase could not be kept: {}", "Фразу не сохранить: {}";
    SetLockAfter: "Lock after minutes", "Блокировка, минут";
    AboutLockAfter: "After how many minutes without a key the screen is locked.", "Через сколько минут без нажатий экран блокируется.";
    // The same by command.
    NewPassphrase: "New passphrase: ", "Новая фраза: ";
    OldPassphrase: "Passphrase until now: ", "Прежняя фраза: ";
    PassphraseSet: "The passphrase is set; {} locks the screen", "Фраза задана; {} блокирует экран";
    PassphraseRemoved: "There is no passphrase any more", "Фразы больше нет";
}
