// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

// Package calendar answers "due when, and why".
//
// Its words: a civil date (ngày) is not an instant; a working day (ngày làm việc) is a day that counts in limits given
// in working days; working time (thời giờ làm việc) is the open minutes of working days; a swapped day (ngày hoán đổi)
// is a weekday taken off against a rest day worked; a substitute day (ngày nghỉ bù) is the working day given for a
// holiday that fell on a rest day; a limit (thời hạn) ends on its due date (hạn trả kết quả).
//
// This half of the room is rules only: functions of values, without clock, database or context. All times are those of
// Vietnam, UTC+7 the year round since 1975.
//
// How limits are counted, and whence:
//
//   - the day of receipt is not counted (Civil Code 91/2015/QH13, Art. 147(2));
//   - a limit ends at the close of its last day, and when that is a rest day, of the next working day (Art. 148(5), (6));
//   - a limit in months ends on the same date, or on the last day of a shorter month (Art. 146, 148(3));
//   - receipt before opening, in the midday break, after closing or on a rest day counts from the next opening;
//   - procedures settled on the day of receipt move to the next working day when received after 15:00 (Decree
//     23/2015/NĐ-CP, Art. 7; Decree 61/2018/NĐ-CP, Art. 18 for the transfer).
package calendar
