//! One run of the program, from its start to its end, step by step as the seed says.

use std::time::Duration;

use counterfoil_core::{holder::HolderPlace, offer::view::Face};
use jiff::SignedDuration;
use rusqlite::Connection;
use uuid::Uuid;

use crate::{checks, counter::Counter, journal, world::World};

/// How a run of the program ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// Killed: the disk is as it was in that moment.
    Killed,
    /// The computer lost its power as well, and its boot clock begins anew.
    PowerLost,
    /// Closed in order.
    Closed,
    /// The story is over.
    Over,
}

/// A failed check, or a simulation that cannot go on.
pub(crate) type Outcome = Result<End, String>;

/// Runs the program until it ends.
pub(crate) async fn live(world: &mut World) -> Outcome {
    world
        .trace
        .say(&format!("program starts, life {}", world.lives));
    let desk = world
        .open_desk()
        .await
        .map_err(|error| format!("the desk does not open: {error}"))?;
    let reader = journal::open(&world.folder).map_err(|error| format!("the journal: {error}"))?;
    let up_since = world.clock.world();
    world.trace.say("the desk is open");
    let mut run = Run {
        reader,
        up_since,
        counter: Counter { world, desk },
    };
    let mut steps = run.counter.world.steps_left;
    if run.counter.world.dice.percent(40) {
        run.counter.open_holder();
    }
    let end = loop {
        if steps == 0 {
            if run.counter.world.one_life {
                break End::Over;
            }
            run.finish().await?;
            break End::Over;
        }
        steps -= 1;
        if let Some(end) = run.step().await? {
            break end;
        }
    };
    if matches!(end, End::Closed | End::Over) {
        run.counter.desk.close().await;
    }
    if end == End::Over && !run.counter.world.one_life {
        checks::at_the_end(run.counter.world, &run.reader)?;
    }
    drop(run);
    world.steps_left = steps;
    Ok(end)
}

struct Run<'a> {
    counter: Counter<'a>,
    reader: Connection,
    up_since: Duration,
}

impl Run<'_> {
    /// One step, and the time after it.
    async fn step(&mut self) -> Result<Option<End>, String> {
        let world = self.counter.world;
        let dice = &world.dice;
        if let Some(end) = self.act().await? {
            return Ok(Some(end));
        }
        // Now and then the next press comes before the last one has gone anywhere.
        if dice.percent(15) {
            for _ in 0..dice.below(6) {
                tokio::task::yield_now().await;
            }
            return Ok(None);
        }
        let millis = match dice.below(10) {
            0..=2 => dice.below(400),
            3..=5 => dice.below(3_000),
            6..=7 => dice.below(12_000),
            8 => dice.below(45_000),
            _ => dice.below(150_000),
        };
        self.pass(Duration::from_millis(millis)).await?;
        checks::after_step(world, &self.reader, self.up_since)?;
        checks::undisturbed_presses_end(world)?;
        Ok(None)
    }

    async fn act(&mut self) -> Result<Option<End>, String> {
        let world = self.counter.world;
        let dice = &world.dice;
        if dice.percent(60) && self.go_on() {
            return Ok(None);
        }
        let some = self.some_intent();
        match (dice.below(100), some) {
            (0..=15, _) | (_, None) => drop(self.counter.issue()),
            (16..=27, Some(intent)) => self.counter.show(intent),
            (28..=33, Some(intent)) => self.counter.show_on_holder(intent, dice.percent(20)),
            (34..=38, Some(intent)) => self.counter.turn(intent),
            (39..=43, Some(intent)) => self.counter.show_code(intent),
            (44..=45, Some(intent)) => self.counter.hide(intent),
            (46..=53, Some(intent)) => self.counter.cancel(intent),
            (54..=55, _) => self.counter.cancel_several(self.several()),
            (56..=60, Some(intent)) => self.counter.renew(intent),
            (61..=64, Some(intent)) => self.counter.close(intent),
            (65..=67, Some(intent)) => self.counter.saw(intent),
            (68..=69, _) => self.lock().await?,
            (70..=71, _) => self.sleep().await?,
            (72..=82, _) => self.wallet(),
            (83..=86, _) => self.cable(),
            (87..=89, _) => self.set_wall(),
            (90..=91, _) => self.counter.switch_tenant(),
            (92, _) => self.revoke(),
            (93..=95, _) => self.display(),
            (96..=99, _) if world.one_life => {}
            (96, _) => return Ok(Some(End::Closed)),
            (97..=98, _) => return Ok(Some(End::Killed)),
            (_, _) => return Ok(Some(End::PowerLost)),
        }
        Ok(None)
    }

    /// What staff and holder would do next at an ordinary counter. False when they would wait.
    fn go_on(&self) -> bool {
        let world = self.counter.world;
        let dice = &world.dice;
        if world.network.state().down && dice.percent(40) {
            self.cable();
            return true;
        }
        let shown = !world.screens.seen().secrets().is_empty();
        let Some(current) = self.counter.desk.current_offer() else {
            self.counter.issue();
            return true;
        };
        let intent = current.intent_id;
        match dice.below(20) {
            0..=8 if shown => self.wallet(),
            9 if shown && current.has_code => self.counter.turn(intent),
            10 if current.face == Face::Code => self.counter.show_code(intent),
            13..=14 if shown => self.counter.cancel(intent),
            15 if shown => self.counter.renew(intent),
            0..=8 if current.can_show => self.counter.show(intent),
            11..=14 if current.can_show => self.counter.show_on_holder(intent, false),
            0..=12 if !current.state.is_open() => self.counter.close(intent),
            13..=15 => self.counter.renew(intent),
            16..=17 => drop(self.counter.issue()),
            _ => return false,
        }
        true
    }

    /// Mostly the last offer.
    fn some_intent(&self) -> Option<Uuid> {
        let world = self.counter.world;
        let memory = world.memory();
        let all: Vec<Uuid> = memory
            .intents
            .iter()
            .map(|(intent, _, _)| *intent)
            .collect();
        if world.dice.percent(75) {
            all.last().copied()
        } else {
            world.dice.one_of(&all)
        }
    }

    fn several(&self) -> Vec<Uuid> {
        let memory = self.counter.world.memory();
        let newest = memory.intents.iter().rev().take(6);
        newest.map(|(intent, _, _)| *intent).collect()
    }

    /// Lets time pass and looks at the screens whenever anything could have changed.
    async fn pass(&self, length: Duration) -> Result<(), String> {
        let check = || checks::at_once(self.counter.world, &self.reader);
        self.counter.pass(length, check).await
    }

    async fn lock(&self) -> Result<(), String> {
        let world = self.counter.world;
        // What was pressed before has begun.
        tokio::task::yield_now().await;
        world.trace.say("the screen is locked");
        self.counter.blank();
        self.pass(Duration::from_millis(250)).await?;
        checks::nothing_is_shown(world)?;
        self.pass(Duration::from_millis(world.dice.below(20_000)))
            .await?;
        checks::nothing_is_shown(world)
    }

    async fn sleep(&self) -> Result<(), String> {
        let world = self.counter.world;
        let seconds = world.dice.one_of(&[5, 40, 300, 3_600]).unwrap_or(5);
        world
            .trace
            .say(&format!("the computer sleeps for {seconds} s"));
        self.disturb();
        tokio::task::yield_now().await;
        self.counter.blank();
        self.pass(Duration::from_millis(100)).await?;
        checks::nothing_is_shown(world)?;
        // Nobody is woken in between; afterwards everybody who is due is, at once.
        world
            .clock
            .move_to(world.clock.world() + Duration::from_secs(seconds));
        self.pass(Duration::from_millis(250)).await?;
        checks::nothing_is_shown(world)
    }

    /// A wallet reads what it can see, and goes on with what it has read.
    fn wallet(&self) {
        let world = self.counter.world;
        let now = world.clock.right_time();
        let seen = world.screens.seen();
        let holder = seen.holder_offer.filter(|_| seen.scene == "live");
        let visible = seen.staff_qr.or(holder);
        drop(seen);
        let rows = journal::rows(&self.reader).unwrap_or_default();
        let offer = visible.and_then(|intent| rows.iter().find(|row| row.intent == intent)?.offer);
        let mut memory = world.memory();
        if let Some(offer) = offer.filter(|offer| !memory.links.contains(offer)) {
            memory.links.push(offer);
        }
        let Some(link) = world.dice.one_of(&memory.links) else {
            return;
        };
        drop(memory);
        let mut state = world.network.state();
        for (_, tenant) in &mut state.tenants {
            let started = tenant.wallet_starts(link, now);
            let taken = if world.dice.percent(75) {
                tenant.wallet_takes(link, world.dice.percent(70), now)
            } else {
                0
            };
            world.trace.say(&format!(
                "a wallet with {}: starts {started}, takes {taken}",
                world.trace.name(link)
            ));
        }
    }

    fn cable(&self) {
        let world = self.counter.world;
        self.disturb();
        let mut state = world.network.state();
        state.down = !state.down;
        world.trace.say(if state.down {
            "network down"
        } else {
            "network up"
        });
    }

    fn set_wall(&self) {
        let world = self.counter.world;
        let seconds = world
            .dice
            .one_of(&[0, 1, -1, 90, -90, 3_600, -3_600, 86_400, -86_400])
            .unwrap_or(0);
        world.trace.say(&format!("wall clock off by {seconds} s"));
        world.memory().wall_was_set |= seconds != 0;
        world
            .clock
            .set_wall_error(SignedDuration::from_secs(seconds));
    }

    fn revoke(&self) {
        let world = self.counter.world;
        world.trace.say("every token is revoked");
        let mut state = world.network.state();
        state
            .tenants
            .iter_mut()
            .for_each(|(_, tenant)| tenant.revoke_tokens());
    }

    fn display(&self) {
        let world = self.counter.world;
        match world.dice.below(5) {
            0..=2 => self.counter.open_holder(),
            3 => {
                world.trace.say("the holder's display is gone");
                self.counter.desk.close_holder(HolderPlace::Lost);
                world.screens.seen().scene = "";
            }
            _ => {
                let mirrored = world.dice.percent(50);
                world.trace.say(&format!("mirrored: {mirrored}"));
                self.counter.desk.set_mirrored(mirrored);
                if mirrored {
                    world.screens.seen().scene = "";
                }
            }
        }
    }

    /// What is under way now may take longer than it should.
    fn disturb(&self) {
        let mut memory = self.counter.world.memory();
        for press in memory
            .presses
            .iter_mut()
            .filter(|press| press.ended.is_none())
        {
            press.undisturbed = false;
        }
    }

    /// The faults stop. Every press ends well now, and every row comes to its end.
    async fn finish(&mut self) -> Result<(), String> {
        let world = self.counter.world;
        world.trace.say("the faults stop");
        {
            let mut state = world.network.state();
            state.faulty = 0;
            state.down = false;
        }
        self.counter.desk.set_mirrored(false);
        self.note_followed()?;
        self.pass(Duration::from_secs(170)).await?;
        let last = self.counter.issue();
        self.pass(Duration::from_secs(20)).await?;
        checks::undisturbed_presses_end(world)?;
        self.expect(last, "created")?;
        self.counter.show(last);
        self.pass(Duration::from_secs(1)).await?;
        self.expect(last, "shown")?;
        self.counter.cancel(last);
        self.pass(Duration::from_secs(20)).await?;
        self.expect(last, "cancelled")?;
        checks::undisturbed_presses_end(world)?;
        checks::after_step(world, &self.reader, self.up_since)?;
        // Three minutes is the longest lifetime that staff ask for here.
        let waits = Duration::from_secs(180 + 240 + 90 + 45);
        self.pass(waits.saturating_sub(Duration::from_secs(211)))
            .await?;
        checks::after_step(world, &self.reader, self.up_since)
    }

    fn expect(&self, intent: Uuid, state: &str) -> Result<(), String> {
        let rows = journal::rows(&self.reader).map_err(|error| format!("the journal: {error}"))?;
        let found = rows.iter().find(|row| row.intent == intent);
        match found {
            Some(row) if row.state == state => Ok(()),
            other => Err(format!(
                "I13: without faults the last offer is {other:?}, not {state}"
            )),
        }
    }

    /// Whose outcome must be learnt from now on: not ended, or not for long.
    fn note_followed(&self) -> Result<(), String> {
        let world = self.counter.world;
        let rows = journal::rows(&self.reader).map_err(|error| format!("the journal: {error}"))?;
        let now = world.clock.world();
        let mut memory = world.memory();
        for row in rows {
            let ended = memory.ended.get(&row.intent);
            let recent = ended.is_none_or(|at| now.saturating_sub(*at) < Duration::from_secs(600));
            if recent && !memory.wall_was_set && row.state != "quarantined" {
                memory.followed.insert(row.intent);
            }
        }
        Ok(())
    }
}
