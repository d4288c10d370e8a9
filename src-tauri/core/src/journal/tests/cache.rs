use std::time::Duration;

use super::*;
use crate::journal::{Cache, Cached};

fn cache(dir: &Path, clock: &Arc<ManualClock>) -> Cache {
    Cache::open(dir, clock.clone()).unwrap()
}

#[tokio::test]
async fn what_was_fetched_is_there_after_a_restart_with_its_age() {
    let dir = tempfile::tempdir().unwrap();
    let clock = Arc::new(ManualClock::starting_at(start()));
    let first = cache(dir.path(), &clock);
    first.save(TENANT, &vec!["a", "b"]).await;
    first.close().await;
    clock.advance(Duration::from_secs(60));
    let second = cache(dir.path(), &clock);
    let loaded: Option<Cached<Vec<String>>> = second.load(TENANT).await;
    let wanted = Cached {
        value: vec!["a".to_owned(), "b".to_owned()],
        fetched_at: start(),
        stale: false,
    };
    assert_eq!(loaded, Some(wanted));
    second.forget(TENANT).await;
    assert_eq!(second.load::<Vec<String>>(TENANT).await, None);
}

#[tokio::test]
async fn a_time_in_the_future_is_stale_and_another_shape_is_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let clock = Arc::new(ManualClock::starting_at(start()));
    let cache = cache(dir.path(), &clock);
    cache.save(TENANT, &vec![1]).await;
    clock.set_wall(start() - jiff::SignedDuration::from_secs(1));
    assert!(cache.load::<Vec<u8>>(TENANT).await.unwrap().stale);
    assert_eq!(cache.load::<String>(TENANT).await, None);
}

#[tokio::test]
async fn a_row_of_a_newer_program_is_not_used() {
    let dir = tempfile::tempdir().unwrap();
    let clock = Arc::new(ManualClock::starting_at(start()));
    let first = cache(dir.path(), &clock);
    first.save(TENANT, &1).await;
    first.close().await;
    rusqlite::Connection::open(dir.path().join("cache.sqlite"))
        .unwrap()
        .execute("UPDATE configurations SET struct_version = 99", [])
        .unwrap();
    assert_eq!(cache(dir.path(), &clock).load::<u8>(TENANT).await, None);
}

#[tokio::test]
async fn a_broken_cache_is_made_again() {
    let clock = Arc::new(ManualClock::starting_at(start()));
    for broken in ["rubbish that is no database", "table"] {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("cache.sqlite");
        if broken == "table" {
            let c = rusqlite::Connection::open(&file).unwrap();
            c.execute_batch("CREATE TABLE configurations (other)")
                .unwrap();
        } else {
            std::fs::write(&file, broken.repeat(100)).unwrap();
        }
        let cache = cache(dir.path(), &clock);
        cache.save(TENANT, &5).await;
        assert_eq!(
            cache.load::<u8>(TENANT).await.map(|cached| cached.value),
            Some(5),
            "{broken}"
        );
        assert!(file.exists());
    }
}

#[tokio::test]
async fn a_cache_that_cannot_have_a_file_is_kept_in_memory() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::create_dir(dir.path().join("cache.sqlite")).unwrap();
    let clock = Arc::new(ManualClock::starting_at(start()));
    let cache = cache(dir.path(), &clock);
    cache.save(TENANT, &5).await;
    assert_eq!(
        cache.load::<u8>(TENANT).await.map(|cached| cached.value),
        Some(5)
    );
}
