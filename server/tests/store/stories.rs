//! What each function of the store promises, told on both databases.
