//! Signing in, and the connection.

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
    PasswordLength: "The password needs 8 characters or more, and at most 256 bytes", "Пароль: не короче 8 знаков и не длиннее 256 байт";
    HasNone: "No account yet? {}: make one", "Нет аккаунта? {}: создать";
    HasAccount: "You have an account? {}: sign in", "Уже есть аккаунт? {}: войти";
    BadServer: "This is not a server address: {}", "Это не адрес сервера: {}";
    WrongPassword: "Incorrect e-mail or password", "Неверная почта или пароль";
    SessionOver: "The session is over, please sign in again", "Сеанс завершён, войдите снова";
    AlreadyRunning: "This account is already open here (process {})", "Этот аккаунт уже открыт здесь (процесс {})";
    NoTerminal: "messenger needs a terminal to draw on", "messenger нужен терминал";
    DumbTerminal: "Nothing can be drawn on this terminal (TERM=dumb); `messenger --plain` talks line by line, or set TERM to what it is", "На этом терминале нельзя рисовать (TERM=dumb); построчно: `messenger --plain`, или задайте верный TERM";
    // The connection.
    Online: "online", "на связи";
    AwaitingAnswer: "waiting for an answer", "ждём ответа";
    Connecting: "connecting…", "подключаемся…";
    OfflineSince: "offline since {}, retrying", "нет связи с {}, пробуем снова";
    CatchingUp: "catching up", "догружаем";
    BehindHere: "newer ones not here yet", "новых здесь ещё нет";
    AsOf: "as of {}", "данные на {}";
    CacheSetAside: "The local cache was unusable and lies at {} now; unsent messages saved: {}", "Локальный кэш не читался, он отложен в {}; спасено неотправленных: {}";
    CacheUnreadable: "The local cache was unusable and lies at {} now, perhaps with unsent messages", "Локальный кэш не читался, он отложен в {}; там могли остаться неотправленные";
    CacheFailed: "Nothing can be kept on this device now, and it is tried again: {}", "На этом устройстве сейчас ничего не сохраняется, пробуем снова: {}";
    CacheMended: "Everything is kept on this device again", "На этом устройстве снова всё сохраняется";
    CacheUnfit: "Something could not be kept on this device: {}", "Часть данных не сохранилась на этом устройстве: {}";
    NotSaved: "not saved", "не сохранено";
    Unreachable: "The server does not answer: {}", "Сервер не отвечает: {}";
    NothingThere: "nothing listens at this address; check it, and whether the server runs", "по этому адресу никого нет; проверьте его и запущен ли сервер";
    NoSuchHost: "there is no computer of this name; check the address and the network", "такого имени нет в сети; проверьте адрес и подключение";
    NoNetwork: "there is no way to it; check the network", "до него нет пути; проверьте подключение к сети";
    Late: "it takes too long; try again", "ответа долго нет; попробуйте ещё раз";
}
