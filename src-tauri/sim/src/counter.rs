//! Staff at the counter: each press of a button is a task of its own, as in the program.

use std::{collections::BTreeMap, future::Future, sync::Arc, time::Duration};

use counterfoil_core::{
    desk::{Desk, DeskError},
    holder::{Display, HolderPlace, HolderWindow, ScanSize},
    offer::{
        bulk::BulkIntents,
        view::{
            DisplayRequest, DraftRequest, Face, OfferView, PersonChoice, Saw,
            TransactionCodeRequest,
        },
    },
    tenant::PRACTICE_ID,
};
use uuid::Uuid;

use crate::{
    screen::Screens,
    tenant::{STAFF, VISITOR},
    world::{Press, World},
};

const ROOM: DisplayRequest = DisplayRequest {
    side_px: 640,
    scale: 1.0,
};

/// A desk with the world around it.
pub(crate) struct Counter<'a> {
    pub(crate) world: &'a World,
    pub(crate) desk: Desk,
}

impl Counter<'_> {
    /// Presses a button; what it answers is seen on the screens when it comes.
    fn press<T: Send + 'static>(
        &self,
        what: &'static str,
        told: String,
        act: impl Future<Output = Result<T, DeskError>> + Send + 'static,
        see: impl FnOnce(&Screens, &T) -> String + Send + 'static,
    ) {
        let world = self.world;
        let undisturbed = {
            let state = world.network.state();
            state.faulty == 0 && !state.down && !world.threads
        };
        let memory = world.memory_handle();
        let number = {
            let mut memory = world.memory();
            memory.presses.push(Press {
                what,
                began: world.clock.world(),
                ended: None,
                undisturbed,
            });
            memory.presses.len() - 1
        };
        let (trace, screens, clock) = (
            world.trace.clone(),
            world.screens.clone(),
            world.clock.clone(),
        );
        trace.say(&format!("staff press {what} {told}"));
        tokio::spawn(async move {
            let outcome = act.await;
            let text = match &outcome {
                Ok(value) => see(&screens, value),
                Err(error) => format!("no: {error}"),
            };
            trace.say(&format!("{what} {told} ends: {text}"));
            let mut memory = memory
                .lock()
                .unwrap_or_else(std::sync::PoisonError::into_inner);
            if let Some(press) = memory.presses.get_mut(number) {
                press.ended = Some(clock.world());
            }
        });
    }

    fn press_for_view(
        &self,
        what: &'static str,
        intent: Uuid,
        act: impl Future<Output = Result<OfferView, DeskError>> + Send + 'static,
    ) {
        let told = self.world.trace.name(intent);
        self.press(what, told, act, |screens, view| {
            screens.seen().take(view);
            format!("{:?}", view.state)
        });
    }

    fn remember(&self, intent: Uuid, mark: String) {
        let now = self.world.clock.world();
        self.world.trace.note(|| format!("@intent {intent} {mark}"));
        self.world.memory().intents.push((intent, now, mark));
    }

    /// Issue, with whatever the dice say.
    pub(crate) fn issue(&self) -> Uuid {
        let (world, dice) = (self.world, &self.world.dice);
        let intent = self.desk.new_intent();
        let number = world.memory().intents.len();
        let mark = format!("Canary-{number}-{}", dice.below(1_000_000));
        let configuration_ids = match dice.below(4) {
            0 => vec![VISITOR, STAFF],
            1 => vec![STAFF],
            _ => vec![VISITOR],
        };
        let draft = DraftRequest {
            intent_id: intent,
            configuration_ids,
            person: self.person(number),
            typed: BTreeMap::from([("site".to_owned(), mark.clone())]),
            lifetime: dice
                .one_of(&["1", "1:30", "2", "3", "45s"])
                .unwrap_or("1")
                .to_owned(),
            transaction_code: dice.percent(70).then(|| TransactionCodeRequest {
                description: "Ask the desk for your code".to_owned(),
            }),
            keep: Vec::new(),
            preset_id: None,
            language: "en".to_owned(),
            replaces: None,
        };
        self.remember(intent, mark);
        let desk = self.desk.clone();
        self.press_for_view(
            "issue",
            intent,
            async move { desk.issue_offer(draft).await },
        );
        intent
    }

    fn person(&self, number: usize) -> PersonChoice {
        let dice = &self.world.dice;
        let state = self.world.network.state();
        let users = state.tenants.first().map(|(_, tenant)| tenant.users());
        drop(state);
        match dice.below(10) {
            0..=4 => PersonChoice::None,
            5..=7 => match dice.one_of(&users.unwrap_or_default()) {
                Some(user_id) => PersonChoice::Existing { user_id },
                None => PersonChoice::None,
            },
            _ => PersonChoice::New {
                number: format!("20{}", number % 5),
            },
        }
    }

    /// New offer in the place of one.
    pub(crate) fn renew(&self, intent: Uuid) {
        let new = self.desk.new_intent();
        let mark = {
            let memory = self.world.memory();
            let found = memory.intents.iter().find(|(one, _, _)| *one == intent);
            found.map(|(_, _, mark)| mark.clone()).unwrap_or_default()
        };
        self.remember(new, mark);
        let desk = self.desk.clone();
        self.press_for_view(
            "renew",
            new,
            async move { desk.renew_offer(intent, new).await },
        );
    }

    pub(crate) fn show(&self, intent: Uuid) {
        let desk = self.desk.clone();
        let told = self.world.trace.name(intent);
        let act = async move { desk.show_qr(intent, ROOM).await };
        let trace = self.world.trace.clone();
        self.press("show", told, act, move |screens, qr| {
            trace.note(|| format!("@shown {intent}"));
            let mut seen = screens.seen();
            seen.staff_qr = Some(intent);
            seen.staff_code = None;
            format!("a QR code of {} modules", qr.size)
        });
    }

    pub(crate) fn show_on_holder(&self, intent: Uuid, again: bool) {
        let desk = self.desk.clone();
        let told = self.world.trace.name(intent);
        let act = async move {
            if again {
                desk.ease_scan(intent).await
            } else {
                desk.show_on_holder(intent).await
            }
        };
        let trace = self.world.trace.clone();
        self.press("show on holder", told, act, move |screens, view| {
            let mut seen = screens.seen();
            seen.take(view);
            if view.holder == HolderPlace::Shown {
                trace.note(|| format!("@shown {intent}"));
                seen.holder_offer = Some(intent);
            }
            format!("{:?}, {:?}", view.state, view.holder)
        });
    }

    pub(crate) fn turn(&self, intent: Uuid) {
        let desk = self.desk.clone();
        self.press_for_view("turn", intent, async move { desk.turn_to_code(intent) });
    }

    pub(crate) fn show_code(&self, intent: Uuid) {
        let desk = self.desk.clone();
        let told = self.world.trace.name(intent);
        let act = async move { desk.show_code(intent).await };
        self.press("show code", told, act, move |screens, code| {
            screens.seen().staff_code = Some(intent);
            format!("{} characters", code.code.len())
        });
    }

    pub(crate) fn hide(&self, intent: Uuid) {
        let desk = self.desk.clone();
        self.press_for_view("hide", intent, async move { desk.hide_faces(intent) });
    }

    /// The window takes the code away itself before it asks.
    pub(crate) fn cancel(&self, intent: Uuid) {
        self.leave(intent);
        let desk = self.desk.clone();
        self.press_for_view(
            "cancel",
            intent,
            async move { desk.cancel_offer(intent).await },
        );
    }

    pub(crate) fn cancel_several(&self, intents: Vec<Uuid>) {
        let told = format!("{} offers", intents.len());
        intents.iter().for_each(|intent| self.leave(*intent));
        let Ok(intents) = BulkIntents::try_from(intents) else {
            return;
        };
        let desk = self.desk.clone();
        let act = async move { Ok(desk.cancel_offers(intents, |_| {}).await) };
        self.press("cancel several", told, act, |_, results| {
            let outcomes: Vec<_> = results.iter().map(|result| result.outcome).collect();
            format!("{outcomes:?}")
        });
    }

    /// "Next person".
    pub(crate) fn close(&self, intent: Uuid) {
        self.leave(intent);
        self.world.trace.say(&format!(
            "next person after {}",
            self.world.trace.name(intent)
        ));
        if let Some(view) = self.desk.close_offer(intent) {
            self.world.screens.seen().take(&view);
        }
    }

    fn leave(&self, intent: Uuid) {
        let mut seen = self.world.screens.seen();
        if seen.staff_qr == Some(intent) {
            seen.staff_qr = None;
        }
        if seen.staff_code == Some(intent) {
            seen.staff_code = None;
        }
    }

    pub(crate) fn saw(&self, intent: Uuid) {
        let saws = [
            Saw::InWallet,
            Saw::NotInWallet,
            Saw::NotSure,
            Saw::WrongCode,
            Saw::BothWanted,
        ];
        let saw = self.world.dice.one_of(&saws).unwrap_or(Saw::NotSure);
        let desk = self.desk.clone();
        self.world.trace.say(&format!("{saw:?}"));
        self.press_for_view(
            "saw",
            intent,
            async move { desk.staff_saw(intent, saw).await },
        );
    }

    pub(crate) fn switch_tenant(&self) {
        let desk = self.desk.clone();
        let act = async move { desk.switch_tenant(PRACTICE_ID).await };
        let screens: Arc<Screens> = self.world.screens.clone();
        self.press("switch", String::new(), act, move |_, ()| {
            let mut seen = screens.seen();
            (seen.staff_qr, seen.staff_code) = (None, None);
            "done".to_owned()
        });
    }

    pub(crate) fn open_holder(&self) {
        let window = HolderWindow {
            display: Display {
                name: "HDMI-1".to_owned(),
                x: 1_920,
                y: 0,
                width: 1_920,
                height: 1_080,
                scale: 1.0,
            },
            screen: 2,
            size: ScanSize::Large,
        };
        let desk = self.desk.clone();
        let act = async move { desk.open_holder(window).await };
        self.press("holder window", String::new(), act, |_, ()| {
            "open".to_owned()
        });
    }

    /// Lets time pass: whoever is due goes on, and after each the screens are looked at.
    pub(crate) async fn pass(
        &self,
        length: Duration,
        check: impl Fn() -> Result<(), String>,
    ) -> Result<(), String> {
        let world = self.world;
        let until = world.clock.world() + length;
        loop {
            world.quiet.come().await;
            self.look();
            check()?;
            match world.clock.next_due().filter(|due| *due <= until) {
                Some(due) => world.clock.move_to(due),
                None => break,
            }
        }
        world.clock.move_to(until);
        world.quiet.come().await;
        check()
    }

    /// Nobody is at the desk: the shell takes everything off both displays.
    pub(crate) fn blank(&self) {
        self.desk.blank_holder();
    }

    /// What the staff window draws of the offer on the counter, as it is now.
    pub(crate) fn look(&self) {
        if let Some(view) = self.desk.current_offer()
            && view.face == Face::Blank
        {
            self.world.screens.seen().take(&view);
        }
    }
}
