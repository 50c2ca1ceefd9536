//! The two tokens of a session. The access token is signed and short-lived, so that most requests need no look at the
//! store; the refresh token is opaque, and only its hash is kept.

use std::{borrow::Cow, fmt, time::Duration};

use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use protocol::{SessionId, UserId};
use rand::{TryRng, rngs::SysRng};
use ring::digest;
use serde::{Deserialize, Serialize};

use super::{hex, provider};
use crate::{
    clock::Clock,
    config::Secret,
    error::{Error, Result},
};

const ISSUER: &str = "messenger";
const ACCESS: &str = "access";
/// Bytes of a token that is worth reading; ours have about 300.
const LONGEST: usize = 1_024;
/// Seconds by which the clock of another node may be ahead.
const AHEAD: u64 = 60;

/// Makes and reads access tokens.
pub struct Tokens {
    encode: EncodingKey,
    decode: DecodingKey,
    validation: Validation,
    clock: Clock,
    ttl: Duration,
}

/// Who a valid access token speaks for. Whether the session still lives is for the store to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Access {
    /// The person.
    pub user: UserId,
    /// The device.
    pub session: SessionId,
    /// Until when, in seconds since 1970.
    pub expires: u64,
}

#[derive(Debug, Deserialize, Serialize)]
struct Claims {
    typ: Cow<'static, str>,
    sub: UserId,
    sid: SessionId,
    iat: u64,
    exp: u64,
    iss: Cow<'static, str>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    nbf: Option<u64>,
}

impl fmt::Debug for Tokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Tokens(hidden)")
    }
}

impl Tokens {
    /// Tokens under this secret, each good for `ttl`.
    pub fn new(secret: &Secret, clock: Clock, ttl: Duration) -> Self {
        provider::install();
        let mut validation = Validation::new(Algorithm::HS256);
        validation.set_issuer(&[ISSUER]);
        validation.set_required_spec_claims(&["iss", "sub", "exp"]);
        // Judged below, by our own clock.
        validation.validate_exp = false;
        let key = secret.reveal().as_bytes();
        let (encode, decode) = (EncodingKey::from_secret(key), DecodingKey::from_secret(key));
        Self { encode, decode, validation, clock, ttl }
    }

    /// How long a new token is good.
    pub fn ttl(&self) -> Duration {
        self.ttl
    }

    /// A new access token.
    pub fn access(&self, user: UserId, session: SessionId) -> Result<String> {
        let iat = self.clock.seconds();
        let claims = Claims {
            typ: ACCESS.into(),
            sub: user,
            sid: session,
            iat,
            exp: iat + self.ttl.as_secs(),
            iss: ISSUER.into(),
            nbf: None,
        };
        jsonwebtoken::encode(&Header::new(Algorithm::HS256), &claims, &self.encode)
            .map_err(|error| Error::Internal(error.into()))
    }

    /// Reads an access token, strictly. Any fault is [`Error::Unauthenticated`].
    pub fn read(&self, token: &str) -> Result<Access> {
        if token.len() > LONGEST {
            return Err(invalid());
        }
        let header = jsonwebtoken::decode_header(token).map_err(|_| invalid())?;
        if header.kid.is_some() || header.jku.is_some() || header.x5u.is_some() || header.jwk.is_some() {
            // There is one key, and ours is not told which.
            return Err(invalid());
        }
        let claims = jsonwebtoken::decode::<Claims>(token, &self.decode, &self.validation)
            .map_err(|_| invalid())?
            .claims;
        self.judge(&claims)
    }

    fn judge(&self, claims: &Claims) -> Result<Access> {
        let now = self.clock.seconds();
        let starts = claims.iat.max(claims.nbf.unwrap_or_default());
        if claims.typ != ACCESS || starts > now + AHEAD {
            return Err(invalid());
        }
        if claims.exp <= now {
            return Err(Error::Unauthenticated("Token is expired".into()));
        }
        Ok(Access { user: claims.sub, session: claims.sid, expires: claims.exp })
    }
}

fn invalid() -> Error {
    Error::Unauthenticated("Token is invalid".into())
}

/// A refresh token on its way to its owner.
pub struct Refresh {
    /// For the owner, and nobody else.
    pub token: String,
    /// For the store.
    pub hash: [u8; 32],
}

impl Refresh {
    /// A new one: 256 random bits.
    pub fn generate() -> Result<Self> {
        let mut bytes = [0; 32];
        SysRng.try_fill_bytes(&mut bytes).map_err(|error| Error::Internal(error.into()))?;
        let token = hex(&bytes);
        let hash = Self::hash(&token);
        Ok(Self { token, hash })
    }

    /// What the store knows a token by. Random tokens need no salt and no slow hash.
    pub fn hash(token: &str) -> [u8; 32] {
        let mut hash = [0; 32];
        hash.copy_from_slice(digest::digest(&digest::SHA256, token.as_bytes()).as_ref());
        hash
    }
}

#[cfg(test)]
mod tests;
