// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

// Package lunar converts between the civil calendar and the Vietnamese lunisolar calendar (âm lịch).
//
// Standard: the calendar of Decision 121/CP of 8 August 1967 (in force from 1 January 1968): a month begins on the day,
// at UTC+7, on which the new moon falls; the month that holds the winter solstice is the eleventh; when there are
// thirteen months from one eleventh month to the next, the first of them without a principal solar term is the leap
// month and repeats the number of the month before it.
//
// The astronomy is that of J. Meeus, Astronomical Algorithms (2nd ed.), chapters 22, 25 and 49, with the solar
// longitude series of P. Bretagnon and J.-L. Simon (1986), good to about two seconds of arc, and the ΔT expressions of
// F. Espenak and J. Meeus (2006).
//
// The rule is applied at UTC+7 to all of 1900–2199. Printed calendars before 1968 followed other meridians, so for
// those years the answer is what the present rule gives, not always what was printed. A new moon or solar term within
// a minute or two of midnight can be decided differently by another ephemeris, and far future values depend on ΔT: against
// the npm package amlich, every fifth day of 1900–2199 compared, nine months begin a day apart, all with a new moon in the last two minutes of the day; the nearest in time are
// July 1967 (new moon at 17:00 UTC, midnight in Vietnam) and November 2072.
package lunar
