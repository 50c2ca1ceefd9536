//! What happens all the time looks at what it is about, however much there is beside it. PostgreSQL counts the rows that
//! it reads: its planner knows conversations by their average, and some are a thousand times as large.

use std::time::Duration;

use protocol::{ConversationId, UserId};
use server::store::{
    Store,
    append::{self, Draft, Standings},
    conversations, members,
    reads::{self, FullyRead, Span},
};
use sqlx::{Connection, Executor, PgConnection, Row};
use uuid::Uuid;

use crate::{
    append::new,
    support::Postgres,
    world::{draft, fresh},
};

/// Rows for one that is asked for: itself, and a few that lead to it.
const EACH: i64 = 12;

/// Many small chats, a chat of many messages and a group of many members, whose numbers are their ids.
const WORLD: &str = "
    create function u(n bigint) returns uuid immutable language sql as $$ select lpad(to_hex(n), 32, '0')::uuid $$;
    insert into users (id, name, name_folded, email, password_hash, created_at)
        select u(n), 'User ' || n, 'user ' || n, n || '@example.com', '', 0 from generate_series(1, 20000) n;
    insert into conversations (id, kind, creator_id, created_at, member_count, last_seq, version, info_version)
        select u(n), 'group_chat', u(1), 0, 2, 8, 8, 0 from generate_series(10001, 14000) n;
    update conversations set last_seq = 40000, version = 40000 where id = u(10001);
    update conversations set last_seq = 100, version = 100, member_count = 4000 where id = u(10002);
    insert into members (conversation_id, user_id, role, joined_at, read_seq, sent_seq, fully_read_seq, version)
        select u(n), u(n % 4000 + 1 + k), 'owner', 0, 8, 8, 0, 1
            from generate_series(10001, 13990) n, generate_series(0, 1) k where n <> 10002;
    insert into members (conversation_id, user_id, role, joined_at, read_seq, sent_seq, fully_read_seq, version)
        select u(10002), u(n), 'owner', 0, 0, 100, 0, n from generate_series(1, 4000) n;
    insert into messages (conversation_id, seq, id, sender_id, client_id, text, created_at, version, first_version)
        select id, seq, gen_random_uuid(), u(1), gen_random_uuid(), 'hi', 0, seq, seq
            from conversations, generate_series(1, last_seq) seq order by md5(seq || id::text)";

/// The chat of 40,000 messages, and who is in it;
const LONG: (u128, [u128; 2]) = (10_001, [2_002, 2_003]);
/// the group of 4,000 members, the first people;
const WIDE: u128 = 10_002;
/// a chat like most, and who is in it.
const SMALL: (u128, u128) = (10_003, 2_005);

fn id<T: From<Uuid>>(number: u128) -> T {
    Uuid::from_u128(number).into()
}

/// How many rows of tables and of indexes were read by all who have gone since.
async fn rows_read(conn: &mut PgConnection) -> i64 {
    let others = "select count(*) from pg_stat_activity where datname = current_database()
        and pid <> pg_backend_pid() and backend_type = 'client backend'";
    while conn.fetch_one(others).await.unwrap().get::<i64, _>(0) > 0 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let count = "select ((select sum(seq_tup_read) from pg_stat_user_tables)
        + (select sum(idx_tup_read) from pg_stat_user_indexes))::bigint";
    conn.fetch_one(count).await.unwrap().get(0)
}

async fn sends(store: &Store, draft: Draft) {
    // By a node that knows nobody yet.
    new(&append::append(store, &Standings::default(), &[draft]).await[0]);
}

/// A database, and how many rows have been read there.
struct Counted {
    database: Postgres,
    conn: PgConnection,
    rows: i64,
    wrong: Vec<String>,
}

impl Counted {
    async fn new() -> Self {
        let database = Postgres::fresh().await;
        let store = Store::open(&database.url).await.unwrap();
        store.migrate().await.unwrap();
        store.close().await;
        let mut conn = PgConnection::connect(&database.url).await.unwrap();
        conn.execute(WORLD).await.unwrap();
        conn.execute("vacuum analyze").await.unwrap();
        let rows = rows_read(&mut conn).await;
        Self { database, conn, rows, wrong: Vec::new() }
    }

    /// What is about so many things reads a few rows for each, and no more.
    async fn about(&mut self, many: i64, what: &str, deed: impl AsyncFnOnce(&Store)) {
        let store = Store::open(&self.database.url).await.unwrap();
        deed(&store).await;
        store.close().await;
        let rows = rows_read(&mut self.conn).await;
        let read = rows - std::mem::replace(&mut self.rows, rows);
        if read > many * EACH {
            self.wrong.push(format!("{what}: {read} rows for {many}"));
        }
    }
}

#[tokio::test]
async fn no_deed_reads_what_lies_beside_it() {
    let mut counted = Counted::new().await;
    writing(&mut counted).await;
    reading(&mut counted).await;
    looking(&mut counted).await;
    assert!(counted.wrong.is_empty(), "{}", counted.wrong.join("\n"));
}

async fn writing(counted: &mut Counted) {
    let (long, wide): (ConversationId, ConversationId) = (id(LONG.0), id(WIDE));
    let [ann, ben]: [UserId; 2] = LONG.1.map(id);
    let first = draft(long, ann, "hi");
    let answer = Draft { reply_to: Some(first.id), ..draft(long, ben, "so") };
    let forward = Draft { forward_of: Some(first.id), ..draft(wide, ann, "") };
    counted.about(4, "a message of a long chat", async |store| sends(store, first).await).await;
    counted.about(4, "an answer in a long chat", async |store| sends(store, answer).await).await;
    counted
        .about(4, "a post in a wide group", async |store| sends(store, draft(wide, ann, "hi")).await)
        .await;
    counted.about(6, "what is forwarded", async |store| sends(store, forward).await).await;
}

async fn reading(counted: &mut Counted) {
    let wide: ConversationId = id(WIDE);
    let readers: Vec<UserId> = (100..164).map(id).collect();
    let span = |&reader| Span { conversation: wide, reader, stored: 0, from: 0, to: 50 };
    let spans: Vec<_> = readers.iter().map(span).collect();
    let standing = async |store: &Store| {
        let keys: Vec<_> = readers.iter().map(|&reader| (wide, reader)).collect();
        let found = reads::places(&mut store.read().await.unwrap(), &keys).await.unwrap();
        assert_eq!(found.len(), 64);
    };
    counted.about(64, "where readers of a wide group stand", standing).await;
    let raising = async |store: &Store| {
        assert!(reads::raise_all(store, &spans).await.unwrap().is_empty());
    };
    counted.about(64, "what is read in a wide group", raising).await;
    let finding = async |store: &Store| {
        let found = reads::newly_in_spans(&mut store.read().await.unwrap(), &spans).await.unwrap();
        assert_eq!(found, [], "others have read nothing");
    };
    counted.about(64, "whom that tells", finding).await;
    let telling = async |store: &Store| {
        let fact = FullyRead { conversation: wide, sender: id(7), message: fresh(), seq: 50 };
        assert_eq!(reads::tell(store, &[fact]).await.unwrap(), [fact]);
    };
    counted.about(1, "an author of a wide group who is told", telling).await;
}

async fn looking(counted: &mut Counted) {
    let (wide, small): (ConversationId, ConversationId) = (id(WIDE), id(SMALL.0));
    let among = async |store: &Store| {
        let who = [id(7), id(9_999)];
        let found = members::among(&mut store.read().await.unwrap(), wide, &who).await.unwrap();
        assert_eq!(found.len(), 1);
    };
    counted.about(2, "who of two is in a wide group", among).await;
    let line = async |store: &Store| {
        let mut conn = store.read_long().await.unwrap();
        assert!(conversations::line(&mut conn, id(SMALL.1), wide).await.unwrap().is_some());
    };
    counted.about(4, "a line of the list", line).await;
    let list = async |store: &Store| {
        let mut conn = store.read_long().await.unwrap();
        let list = conversations::list(&mut conn, id(SMALL.1)).await.unwrap();
        assert!([wide, small].iter().all(|id| list.iter().any(|line| line.id == *id)));
    };
    counted.about(12, "a list", list).await;
}
