//! The tour for newcomers.

words! {
    DoTour: "take the tour, or end it", "познакомиться с клиентом или закончить";
    TourMove: "{} and {} go through the chats", "{} и {} — по списку чатов";
    TourOpen: "{} opens the chat", "{} — открыть чат";
    TourWrite: "Write something; {} sends it", "Напишите что-нибудь; {} — отправить";
    TourAnswer: "{} chooses a message, {} answers it", "{} — выбрать сообщение, {} — ответить";
    TourFind: "{} finds what was written", "{} — найти написанное";
    TourGo: "{} goes anywhere, does anything", "{} — куда угодно и что угодно";
    TourKeys: "{} shows all keys", "{} — все клавиши";
    TourEnds: "end the tour", "закончить";
    TourOver: "That was the tour; {} finds everything else", "Вот и всё знакомство; остальное найдёт {}";
}
