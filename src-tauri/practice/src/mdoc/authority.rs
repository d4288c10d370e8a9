//! The practice issuing authority (IACA) and its document signer (ISO/IEC 18013-5 annex B).

use std::{str::FromStr, time::Duration};

use jiff::Timestamp;
use p256::ecdsa::{DerSignature, SigningKey};
use x509_cert::{
    TbsCertificate,
    builder::{Builder, CertificateBuilder, Error, profile::BuilderProfile},
    der::{
        DateTime, Encode,
        asn1::{Ia5String, ObjectIdentifier},
    },
    ext::{
        Extension, ToExtension,
        pkix::{
            AuthorityKeyIdentifier, BasicConstraints, CrlDistributionPoints, ExtendedKeyUsage,
            IssuerAltName, KeyUsage, KeyUsages, SubjectKeyIdentifier,
            crl::dp::DistributionPoint,
            name::{DistributionPointName, GeneralName},
        },
    },
    name::Name,
    serial_number::SerialNumber,
    spki::{SubjectPublicKeyInfoOwned, SubjectPublicKeyInfoRef},
    time::{Time, Validity},
};

use crate::chance::Chance;

/// `id-mdl-kp-mdlDS`: may sign documents.
const DOCUMENT_SIGNER: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.0.18013.5.1.2");
const IACA_NAME: &str = "CN=Practice IACA (proves nothing),O=Counterfoil practice,C=NZ";
const SIGNER_NAME: &str =
    "CN=Practice document signer (proves nothing),O=Counterfoil practice,C=NZ";
const DAY_S: u64 = 86_400;
/// The standard allows a signer 457 days and an authority 20 years.
const SIGNER_DAYS: u64 = 450;
const IACA_DAYS: u64 = 3_650;

/// The certificates and the signer's key.
pub(crate) struct Authority {
    iaca: Vec<u8>,
    signer: Vec<u8>,
    key: SigningKey,
}

impl Authority {
    /// Makes both certificates, valid since the day before `now`.
    pub(crate) fn found(
        chance: &mut Chance,
        now: Timestamp,
        base_url: &str,
    ) -> Result<Self, Error> {
        let iaca_key = chance.signing_key();
        let key = chance.signing_key();
        let iaca_name = Name::from_str(IACA_NAME)?;
        let places = Places::new(base_url)?;
        let iaca = Iaca {
            name: iaca_name.clone(),
            places: places.clone(),
        };
        let signer = Signer {
            name: Name::from_str(SIGNER_NAME)?,
            issuer: iaca_name,
            places,
        };
        Ok(Self {
            iaca: certify(iaca, chance, (now, IACA_DAYS), &iaca_key, &iaca_key)?,
            signer: certify(signer, chance, (now, SIGNER_DAYS), &key, &iaca_key)?,
            key,
        })
    }

    pub(crate) fn iaca_der(&self) -> &[u8] {
        &self.iaca
    }

    pub(crate) fn signer_der(&self) -> &[u8] {
        &self.signer
    }

    pub(crate) fn key(&self) -> &SigningKey {
        &self.key
    }
}

fn certify<P: BuilderProfile>(
    profile: P,
    chance: &mut Chance,
    (now, days): (Timestamp, u64),
    subject: &SigningKey,
    issuer: &SigningKey,
) -> Result<Vec<u8>, Error> {
    let mut serial: [u8; 16] = chance.bytes();
    // A serial number is positive and has no leading zero byte.
    serial[0] = serial[0] & 0x7f | 0x40;
    let start = u64::try_from(now.as_second())
        .unwrap_or_default()
        .saturating_sub(DAY_S);
    let validity = Validity::new(time(start)?, time(start + days * DAY_S)?);
    let key = SubjectPublicKeyInfoOwned::from_key(subject.verifying_key())?;
    let builder = CertificateBuilder::new(profile, SerialNumber::new(&serial)?, validity, key)?;
    let certificate = builder.build::<_, DerSignature>(issuer)?;
    Ok(certificate.to_der()?)
}

fn time(second: u64) -> Result<Time, Error> {
    Ok(Time::from(DateTime::from_unix_duration(
        Duration::from_secs(second),
    )?))
}

/// The addresses both certificates name.
#[derive(Clone)]
struct Places {
    issuer: Ia5String,
    revoked: Ia5String,
}

impl Places {
    fn new(base_url: &str) -> Result<Self, Error> {
        Ok(Self {
            issuer: Ia5String::new(base_url)?,
            revoked: Ia5String::new(&format!("{base_url}/practice/revoked.crl"))?,
        })
    }

    fn add(&self, tbs: &TbsCertificate, extensions: &mut Vec<Extension>) -> Result<(), Error> {
        let issuer = IssuerAltName(vec![GeneralName::UniformResourceIdentifier(
            self.issuer.clone(),
        )]);
        let revoked = GeneralName::UniformResourceIdentifier(self.revoked.clone());
        let point = DistributionPoint {
            distribution_point: Some(DistributionPointName::FullName(vec![revoked])),
            reasons: None,
            crl_issuer: None,
        };
        add(extensions, tbs, &issuer)?;
        add(extensions, tbs, &CrlDistributionPoints(vec![point]))
    }
}

fn add<E>(extensions: &mut Vec<Extension>, tbs: &TbsCertificate, extension: E) -> Result<(), Error>
where
    E: ToExtension<Error = x509_cert::der::Error>,
{
    let made = extension.to_extension(tbs.subject(), extensions)?;
    extensions.push(made);
    Ok(())
}

struct Iaca {
    name: Name,
    places: Places,
}

impl BuilderProfile for Iaca {
    fn get_issuer(&self, subject: &Name) -> Name {
        subject.clone()
    }

    fn get_subject(&self) -> Name {
        self.name.clone()
    }

    fn build_extensions(
        &self,
        subject_key: SubjectPublicKeyInfoRef<'_>,
        _issuer_key: SubjectPublicKeyInfoRef<'_>,
        tbs: &TbsCertificate,
    ) -> Result<Vec<Extension>, Error> {
        let mut extensions = Vec::new();
        let constraints = BasicConstraints {
            ca: true,
            path_len_constraint: Some(0),
        };
        add(
            &mut extensions,
            tbs,
            &SubjectKeyIdentifier::try_from(subject_key)?,
        )?;
        add(
            &mut extensions,
            tbs,
            &KeyUsage(KeyUsages::KeyCertSign | KeyUsages::CRLSign),
        )?;
        add(&mut extensions, tbs, &constraints)?;
        self.places.add(tbs, &mut extensions)?;
        Ok(extensions)
    }
}

struct Signer {
    name: Name,
    issuer: Name,
    places: Places,
}

impl BuilderProfile for Signer {
    fn get_issuer(&self, _subject: &Name) -> Name {
        self.issuer.clone()
    }

    fn get_subject(&self) -> Name {
        self.name.clone()
    }

    fn build_extensions(
        &self,
        subject_key: SubjectPublicKeyInfoRef<'_>,
        issuer_key: SubjectPublicKeyInfoRef<'_>,
        tbs: &TbsCertificate,
    ) -> Result<Vec<Extension>, Error> {
        let mut extensions = Vec::new();
        let usage = ExtendedKeyUsage(vec![DOCUMENT_SIGNER]);
        add(
            &mut extensions,
            tbs,
            &AuthorityKeyIdentifier::try_from(issuer_key)?,
        )?;
        add(
            &mut extensions,
            tbs,
            &SubjectKeyIdentifier::try_from(subject_key)?,
        )?;
        add(
            &mut extensions,
            tbs,
            &KeyUsage(KeyUsages::DigitalSignature.into()),
        )?;
        add(&mut extensions, tbs, (true, &usage))?;
        self.places.add(tbs, &mut extensions)?;
        Ok(extensions)
    }
}
