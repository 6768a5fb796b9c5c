/** Stands for 'node:assert/strict' where there is no Node: the same functions out of a package. */
module.exports = require('assert').strict;
