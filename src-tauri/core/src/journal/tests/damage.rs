//! R114, K15: forty damaged files. Each opens with what can be read, or empty with the old one put
//! aside, now or at the next start; and what has opened can be written to.

use rstest::rstest;

use super::*;

/// A journal with offers of all kinds, closed in order, as the bytes of its file.
async fn filled(dir: &Path) -> Vec<u8> {
    let clock = Arc::new(ManualClock::starting_at(start()));
    let (journal, _) = open(dir, &clock).unwrap();
    journal.fill_for_bench(200, start()).await.unwrap();
    journal.close().await;
    drop(journal);
    std::fs::read(dir.join("journal.sqlite")).unwrap()
}

fn overwrite(bytes: &mut [u8], from: usize, length: usize, with: u8) {
    let end = (from + length).min(bytes.len());
    if let Some(part) = bytes.get_mut(from..end) {
        part.fill(with);
    }
}

/// Damage number `way` of 0 to 39: places spread over the file, by turns blanked, filled with
/// noise, cut off, or torn in single bits.
fn damage(bytes: &mut Vec<u8>, way: usize) {
    let place = bytes.len() / 10 * (way / 4);
    match way % 4 {
        0 => overwrite(bytes, place, 4_096, 0),
        1 => overwrite(bytes, place + 17, 900, 0x5a),
        2 => bytes.truncate(place + 100),
        _ => {
            for at in (place..bytes.len()).step_by(997) {
                bytes[at] ^= 0x41;
            }
        }
    }
}

/// Whether it was put aside at the start.
async fn outcome(dir: &Path) -> Result<bool, JournalError> {
    let clock = Arc::new(ManualClock::starting_at(start()));
    let (journal, report) = open(dir, &clock)?;
    let listed = journal.list(&request(PendingFilter::All, "visitor")).await;
    let checked = journal.check_whole().await;
    let at = Moment::now(clock.as_ref() as &dyn Clock);
    let written = journal.record_intent(&intent(1, at)).await;
    journal.close().await;
    listed?;
    checked?;
    written.map(|_| report.moved_aside.is_some())
}

#[rstest]
#[tokio::test]
async fn r114_a_damaged_file_makes_no_panic_and_the_next_start_works_and_every_refusal_has_a_name(
    #[values(false, true)] unclean: bool,
) {
    let source = tempfile::tempdir().unwrap();
    let whole = filled(source.path()).await;
    let mut noticed = 0;
    for way in 0..40 {
        let dir = tempfile::tempdir().unwrap();
        let mut bytes = whole.clone();
        damage(&mut bytes, way);
        std::fs::write(dir.path().join("journal.sqlite"), &bytes).unwrap();
        if unclean {
            // A log that belongs to no such file.
            std::fs::write(
                dir.path().join("journal.sqlite-wal"),
                &bytes[..bytes.len() / 3],
            )
            .unwrap();
        }
        match outcome(dir.path()).await {
            Ok(put_aside) => noticed += usize::from(put_aside),
            Err(JournalError::Damaged) => {
                // The next start puts it aside and works.
                assert_eq!(outcome(dir.path()).await, Ok(true), "way {way}");
                noticed += 1;
            }
            Err(other) => panic!("way {way}: {other}"),
        }
    }
    assert!(noticed >= 35, "{noticed} of 40 noticed");
}
