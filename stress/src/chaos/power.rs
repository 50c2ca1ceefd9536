//! F12: the power is cut. The server is frozen wherever it is, its files are copied as the disk would hold them, and a
//! fresh server opens the copy: whole, and with everything that had been acknowledged.

use std::{fs, path::Path};

use crate::{
    check::{compare, truth::Truth},
    database::{Database, integrity},
    node::{Node, Setup},
    population::Population,
    tally::{Broken, Count},
    world::World,
};

/// Cuts the power once, and looks at what is left.
pub(super) async fn is_cut(world: &World, population: &Population) -> anyhow::Result<()> {
    let Database::Sqlite(path) = &world.database else { return Ok(()) };
    let folder = tempfile::tempdir()?;
    let copy = folder.path().join("data");
    fs::create_dir(&copy)?;
    let copying = world.nodes[0].frozen(async || {
        // Acknowledged before: the server says nothing while it is frozen.
        let acknowledged = (world.ledger.acknowledged(), world.ledger.amends());
        for name in ["messenger.db", "messenger.db-wal"] {
            let from = path.with_file_name(name);
            if from.exists() {
                fs::copy(from, copy.join(name))?;
            }
        }
        Ok(acknowledged)
    });
    // It may be down just now: there is nothing to be cut.
    let Ok((acknowledged, amends)) = copying.await else { return Ok(()) };
    world.tally.one(Count::Copies);
    let database = copy.join("messenger.db");
    opens(world, folder.path(), &database).await?;
    let said = integrity(&database).await?;
    if said != "ok" {
        world.tally.broken(Broken::Fault, format!("after a power cut integrity_check says {said}"));
    }
    let truth = Truth::read(&Database::Sqlite(database), &population.conversations).await?;
    for (_, _, detail) in compare::amended(&truth, &world.ledger.sent(), &amends) {
        world.tally.broken(Broken::Lost, format!("after a power cut: {detail}"));
    }
    for (name, rows) in truth.broken {
        world.tally.broken(Broken::Fault, format!("after a power cut {name} is broken {rows} times"));
    }
    let sent = world.ledger.sent();
    for id in acknowledged.iter().filter(|id| !truth.by_client_id.contains_key(id)) {
        let text = sent.get(id).map(|sent| sent.text.as_str()).unwrap_or_default();
        world.tally.broken(Broken::Lost, format!("acknowledged and gone after a power cut: {id} {text}"));
    }
    if truth.rooms.len() < population.conversations.len() {
        world.tally.broken(Broken::Lost, "a conversation is gone after a power cut");
    }
    Ok(())
}

/// A fresh server starts on the copy and stops.
async fn opens(world: &World, folder: &Path, database: &Path) -> anyhow::Result<()> {
    let setup = Setup {
        folder: folder.to_owned(),
        database: format!("sqlite:{}", database.display()),
        env: Vec::new(),
    };
    let node = Node::new(setup)?;
    if let Err(error) = node.start(&world.http).await {
        let log = fs::read_to_string(node.log()).unwrap_or_default();
        world.tally.broken(Broken::Fault, format!("after a power cut: {error:#}\n{log}"));
        return Ok(());
    }
    if let Some(wrong) = node.stop().await? {
        world.tally.broken(Broken::Fault, wrong);
    }
    Ok(())
}
