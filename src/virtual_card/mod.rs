//! A strict software card.
