//! The operating system's keyring: Keychain, Credential Manager or the Secret Service.
//!
//! Its calls block, and a system may ask a person first, so they run in their own thread with a
//! time limit (R116).

use std::{
    sync::{Arc, Mutex, PoisonError, mpsc},
    thread,
    time::Duration,
};

use ::keyring::{Error, v1::Entry};
use async_trait::async_trait;
use mattr_vii::{Clock, Secret};
use tokio::sync::oneshot;
use uuid::Uuid;
use zeroize::Zeroizing;

use super::{Key, KeyKind, SecretFault, SecretStore, view::KeyringState};

/// The name under which all entries are filed; builds for trying things out have their own.
const SERVICE: &str = if cfg!(debug_assertions) {
    "counterfoil-debug"
} else {
    "counterfoil"
};

/// How long a person has to answer the system's question (R116).
const LIMIT: Duration = Duration::from_secs(60);

type Job = Box<dyn FnOnce() + Send>;

/// The operating system's keyring.
pub struct KeyringStore {
    jobs: Mutex<Option<mpsc::Sender<Job>>>,
    clock: Arc<dyn Clock>,
    known: Mutex<Option<KeyringState>>,
}

impl KeyringStore {
    /// A handle; the keyring is asked at first use.
    pub fn new(clock: Arc<dyn Clock>) -> Self {
        Self {
            jobs: Mutex::default(),
            clock,
            known: Mutex::default(),
        }
    }

    /// Runs `job` in the keyring's thread and remembers what its end says about the keyring.
    async fn run<T: Send + 'static>(
        &self,
        job: impl FnOnce() -> Result<T, SecretFault> + Send + 'static,
    ) -> Result<T, SecretFault> {
        let (answer, answered) = oneshot::channel();
        // Nobody may be waiting any more.
        self.send(Box::new(move || drop(answer.send(job()))))?;
        let result = tokio::select! {
            result = answered => result.unwrap_or(Err(SecretFault::Unusable(KeyringState::NoService))),
            () = self.clock.sleep(LIMIT) => {
                // The thread hangs in the system's call; the next question gets a new one.
                *self.jobs.lock().unwrap_or_else(PoisonError::into_inner) = None;
                Err(SecretFault::Unusable(KeyringState::Slow))
            }
        };
        if let Err(SecretFault::Unusable(state)) = &result {
            self.remember(*state);
        }
        result
    }

    fn send(&self, job: Job) -> Result<(), SecretFault> {
        let mut jobs = self.jobs.lock().unwrap_or_else(PoisonError::into_inner);
        let sender = match jobs.take() {
            Some(sender) => sender,
            None => start_thread()?,
        };
        let sent = sender.send(job);
        *jobs = sent.is_ok().then_some(sender);
        sent.map_err(|_| SecretFault::Unusable(KeyringState::NoService))
    }

    fn remember(&self, state: KeyringState) {
        *self.known.lock().unwrap_or_else(PoisonError::into_inner) = Some(state);
    }
}

fn start_thread() -> Result<mpsc::Sender<Job>, SecretFault> {
    let (sender, jobs) = mpsc::channel::<Job>();
    thread::Builder::new()
        .name("keyring".to_owned())
        .spawn(move || jobs.into_iter().for_each(|job| job()))
        .map_err(|_| SecretFault::Unusable(KeyringState::NoService))?;
    Ok(sender)
}

#[async_trait]
impl SecretStore for KeyringStore {
    async fn set(&self, key: &Key, secret: &Secret) -> Result<(), SecretFault> {
        let (name, secret) = (key.entry_name(), secret.duplicate());
        let set = self.run(move || set(&name, &secret)).await;
        if set.is_ok() {
            self.remember(KeyringState::Ok);
        }
        set
    }

    async fn get(&self, key: &Key) -> Result<Option<Secret>, SecretFault> {
        let name = key.entry_name();
        self.run(move || get(&name)).await
    }

    async fn delete(&self, key: &Key) -> Result<(), SecretFault> {
        let name = key.entry_name();
        self.run(move || delete(&name)).await
    }

    /// Probes by writing an entry of its own: without a default collection reading says "no such
    /// entry" although nothing can be saved. What is known is not asked again, except trouble.
    async fn state(&self) -> KeyringState {
        let known = *self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if known == Some(KeyringState::Ok) {
            return KeyringState::Ok;
        }
        let probe = Key {
            kind: KeyKind::AccessToken,
            tenant: Uuid::nil(),
            client_id: "probe".to_owned(),
        };
        match self.set(&probe, &Secret::new("probe".to_owned())).await {
            Ok(()) => {
                // What is left of a probe is not a secret.
                self.delete(&probe).await.unwrap_or_default();
                KeyringState::Ok
            }
            Err(SecretFault::TooLong) => KeyringState::Ok,
            Err(SecretFault::Unusable(state)) => state,
        }
    }
}

fn set(name: &str, secret: &Secret) -> Result<(), SecretFault> {
    // EXPOSE: to the keyring, its place.
    let set = open(name)?.set_password(secret.expose());
    set.map_err(|error| match error {
        Error::TooLong(..) => SecretFault::TooLong,
        other => SecretFault::Unusable(state_of(&other)),
    })
}

fn get(name: &str) -> Result<Option<Secret>, SecretFault> {
    match open(name)?.get_password() {
        Ok(text) => Ok(Some(Secret::new(text))),
        Err(Error::NoEntry) => Ok(None),
        Err(error) => {
            let state = state_of(&error);
            wipe(error);
            Err(SecretFault::Unusable(state))
        }
    }
}

fn delete(name: &str) -> Result<(), SecretFault> {
    match open(name)?.delete_credential() {
        Ok(()) | Err(Error::NoEntry) => Ok(()),
        Err(error) => Err(SecretFault::Unusable(state_of(&error))),
    }
}

fn open(name: &str) -> Result<Entry, SecretFault> {
    Entry::new(SERVICE, name).map_err(|_| SecretFault::Unusable(KeyringState::NoService))
}

/// The named state of R115 that an error means.
fn state_of(error: &Error) -> KeyringState {
    match error {
        Error::NoDefaultStore | Error::NotSupportedByStore(_) => KeyringState::NoService,
        Error::Ambiguous(_) => KeyringState::Several,
        Error::BadEncoding(_) | Error::BadDataFormat(..) | Error::BadStoreFormat(_) => {
            KeyringState::Unreadable
        }
        Error::NoStorageAccess(cause) | Error::PlatformFailure(cause) => {
            state_of_cause(&cause.to_string(), error)
        }
        _ => KeyringState::Refused,
    }
}

/// The stores tell a locked collection, a dismissed prompt and a missing service apart only in
/// words.
fn state_of_cause(words: &str, error: &Error) -> KeyringState {
    let words = words.to_lowercase();
    let says = |parts: &[&str]| parts.iter().any(|part| words.contains(part));
    if says(&["locked"]) {
        KeyringState::Locked
    } else if says(&[
        "dismissed",
        "denied",
        "cancel",
        "not allowed",
        "authorization",
    ]) {
        KeyringState::Refused
    } else if says(&[
        "no result",
        "not returned",
        "unavailable",
        "not provided",
        "serviceunknown",
        "dbus",
        "d-bus",
        "zbus",
    ]) || matches!(error, Error::PlatformFailure(_))
    {
        KeyringState::NoService
    } else {
        KeyringState::Locked
    }
}

/// Some errors carry the bytes that could not be read.
fn wipe(error: Error) {
    if let Error::BadEncoding(bytes) | Error::BadDataFormat(bytes, _) = error {
        drop(Zeroizing::new(bytes));
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn platform(words: &'static str) -> Error {
        Error::PlatformFailure(words.into())
    }

    #[rstest]
    #[case(Error::NoDefaultStore, KeyringState::NoService)]
    #[case(platform("result not returned from SS API"), KeyringState::NoService)]
    #[case(platform("the prompt was dismissed"), KeyringState::Refused)]
    #[case(Error::NoStorageAccess("collection is locked".into()), KeyringState::Locked)]
    #[case(Error::NoStorageAccess("access denied".into()), KeyringState::Refused)]
    #[case(Error::Ambiguous(Vec::new()), KeyringState::Several)]
    #[case(Error::BadEncoding(vec![0x80]), KeyringState::Unreadable)]
    #[case(Error::BadStoreFormat("x".into()), KeyringState::Unreadable)]
    fn every_error_has_its_named_state(#[case] error: Error, #[case] state: KeyringState) {
        assert_eq!(state_of(&error), state);
    }

    #[tokio::test]
    async fn a_keyring_that_does_not_answer_is_slow_and_the_next_question_gets_a_new_thread() {
        let clock = Arc::new(crate::clock::ManualClock::starting_at(
            jiff::Timestamp::UNIX_EPOCH,
        ));
        let store = Arc::new(KeyringStore::new(clock.clone()));
        let (release, hangs) = mpsc::channel::<()>();
        let asked = tokio::spawn({
            let store = store.clone();
            async move {
                store
                    .run(move || hangs.recv().map_err(|_| SecretFault::TooLong))
                    .await
            }
        });
        tokio::task::yield_now().await;
        clock.advance(LIMIT);
        assert_eq!(
            asked.await.unwrap(),
            Err(SecretFault::Unusable(KeyringState::Slow))
        );
        assert_eq!(store.run(|| Ok(7)).await, Ok(7));
        drop(release);
    }
}
