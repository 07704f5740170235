// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package lunar

import "math"

const (
	rad       = math.Pi / 180
	synodic   = 29.530588861 // mean length of a lunation in days (Meeus 49.1)
	j2000     = 2451545.0
	zoneHours = 7.0
)

// newMoon gives the instant of lunation k (k = 0 is the new moon of 6 January 2000) as a Julian day in dynamical time,
// by Meeus 49.1–49.3 with the periodic and the planetary terms.
func newMoon(k float64) float64 {
	t := k / 1236.85
	jde := 2451550.09766 + synodic*k + t*t*(0.00015437+t*(-0.000000150+t*0.00000000073))
	e := 1 - t*(0.002516+t*0.0000074)
	m := rad * (2.5534 + 29.10535670*k - t*t*(0.0000014+t*0.00000011))                     // mean anomaly of the Sun
	mp := rad * (201.5643 + 385.81693528*k + t*t*(0.0107582+t*(0.00001238-t*0.000000058))) // of the Moon
	f := rad * (160.7108 + 390.67050284*k - t*t*(0.0016118+t*(0.00000227-t*0.000000011)))  // argument of latitude
	node := rad * (124.7746 - 1.56375588*k + t*t*(0.0020672+t*0.00000215))                 // ascending node
	sum := 0.0
	for _, p := range newMoonTerms {
		sum += p.c * math.Pow(e, float64(p.e)) * math.Sin(float64(p.m)*m+float64(p.mp)*mp+float64(p.f)*f)
	}
	sum += -0.00017 * math.Sin(node)
	for i, p := range planetTerms {
		arg := p.a + p.b*k
		if i == 0 {
			arg -= 0.009173 * t * t
		}
		sum += p.c * 1e-6 * math.Sin(rad*arg)
	}
	return jde + sum
}

// newMoonTerms: coefficient in days, power of the Earth's eccentricity, multiples of M, M' and F (Meeus, table 49.A).
var newMoonTerms = []struct {
	c           float64
	e, m, mp, f int
}{
	{-0.40720, 0, 0, 1, 0}, {0.17241, 1, 1, 0, 0}, {0.01608, 0, 0, 2, 0}, {0.01039, 0, 0, 0, 2}, {0.00739, 1, -1, 1, 0},
	{-0.00514, 1, 1, 1, 0}, {0.00208, 2, 2, 0, 0}, {-0.00111, 0, 0, 1, -2}, {-0.00057, 0, 0, 1, 2}, {0.00056, 1, 1, 2, 0},
	{-0.00042, 0, 0, 3, 0}, {0.00042, 1, 1, 0, 2}, {0.00038, 1, 1, 0, -2}, {-0.00024, 1, -1, 2, 0}, {-0.00007, 0, 2, 1, 0},
	{0.00004, 0, 0, 2, -2}, {0.00004, 0, 3, 0, 0}, {0.00003, 0, 1, 1, -2}, {0.00003, 0, 0, 2, 2}, {-0.00003, 0, 1, 1, 2},
	{0.00003, 0, -1, 1, 2}, {-0.00002, 0, -1, 1, -2}, {-0.00002, 0, 1, 3, 0}, {0.00002, 0, 0, 4, 0},
}

// planetTerms: A1 … A14 as constant and rate in degrees, coefficient in millionths of a day (Meeus, page 351 f.).
var planetTerms = []struct{ a, b, c float64 }{
	{299.77, 0.107408, 325}, {251.88, 0.016321, 165}, {251.83, 26.651886, 164}, {349.42, 36.412478, 126},
	{84.66, 18.206239, 110}, {141.74, 53.303771, 62}, {207.14, 2.453732, 60}, {154.84, 7.306860, 56},
	{34.52, 27.261239, 47}, {207.19, 0.121824, 42}, {291.34, 1.844379, 40}, {161.72, 24.198154, 37},
	{239.56, 25.513099, 35}, {331.55, 3.592518, 23},
}

// sunLongitude gives the apparent longitude of the Sun in degrees [0, 360) at a Julian day in dynamical time:
// the series of Bretagnon and Simon, then aberration and nutation.
func sunLongitude(jde float64) float64 {
	c := (jde - j2000) / 36525
	sum := 0.0
	for _, p := range sunTerms {
		sum += p.x * math.Sin(rad*(p.y+p.z*c))
	}
	lon := 282.7771834 + 36000.76953744*c + sum*1e-7/rad
	aberration := 0.0000974*math.Cos(rad*(177.63+35999.01848*c)) - 0.005575
	nutation := -0.004778*math.Sin(rad*(124.90-1934.134*c)) - 0.0003667*math.Sin(rad*(201.11+72001.5377*c))
	return wrap(lon + aberration + nutation)
}

// sunTerms: amplitude in 1e-7 radian, phase and rate per Julian century in degrees.
var sunTerms = []struct{ x, y, z float64 }{
	{403406, 270.54861, 0.9287892}, {195207, 340.19128, 35999.1376958}, {119433, 63.91854, 35999.4089666},
	{112392, 331.26220, 35998.7287385}, {3891, 317.843, 71998.20261}, {2819, 86.631, 71998.4403},
	{1721, 240.052, 36000.35726}, {660, 310.26, 71997.4812}, {350, 247.23, 32964.4678}, {334, 260.87, -19.4410},
	{314, 297.82, 445267.1117}, {268, 343.14, 45036.8840}, {242, 166.79, 3.1008}, {234, 81.53, 22518.4434},
	{158, 3.50, -19.9739}, {132, 132.75, 65928.9345}, {129, 182.95, 9038.0293}, {114, 162.03, 3034.7684},
	{99, 29.8, 33718.148}, {93, 266.4, 3034.448}, {86, 249.2, -2280.773}, {78, 157.6, 29929.992},
	{72, 257.8, 31556.493}, {68, 185.1, 149.588}, {64, 69.9, 9037.750}, {46, 8.0, 107997.405},
	{38, 197.1, -4444.176}, {37, 250.4, 151.771}, {32, 65.3, 67555.316}, {29, 162.7, 31556.080},
	{28, 341.5, -4561.540}, {27, 291.6, 107996.706}, {27, 98.5, 1221.655}, {25, 146.7, 62894.167},
	{24, 110.0, 31437.369}, {21, 5.2, 14578.298}, {21, 342.6, -31931.757}, {20, 230.9, 34777.243},
	{18, 256.1, 1221.999}, {17, 45.3, 62894.511}, {14, 242.9, -4442.039}, {13, 115.2, 107997.909},
	{13, 151.8, 119.066}, {13, 285.3, 16859.071}, {12, 53.3, -4.578}, {10, 126.6, 26895.292},
	{10, 205.7, -39.127}, {10, 85.9, 12297.536}, {10, 146.1, 90073.778},
}

// wrap brings an angle into [0, 360).
func wrap(deg float64) float64 {
	deg = math.Mod(deg, 360)
	if deg < 0 {
		deg += 360
	}
	return deg
}

// deltaT is dynamical minus universal time in days (Espenak and Meeus, polynomial expressions).
func deltaT(year float64) float64 {
	var s float64
	switch t := year - 2000; {
	case year < 1920:
		t = year - 1900
		s = -2.79 + t*(1.494119+t*(-0.0598939+t*(0.0061966-t*0.000197)))
	case year < 1941:
		t = year - 1920
		s = 21.20 + t*(0.84493+t*(-0.076100+t*0.0020936))
	case year < 1961:
		t = year - 1950
		s = 29.07 + t*(0.407+t*(-1.0/233+t/2547))
	case year < 1986:
		t = year - 1975
		s = 45.45 + t*(1.067+t*(-1.0/260-t/718))
	case year < 2005:
		s = 63.86 + t*(0.3345+t*(-0.060374+t*(0.0017275+t*(0.000651814+t*0.00002373599))))
	case year < 2050:
		s = 62.92 + t*(0.32217+t*0.005589)
	default:
		u := (year - 1820) / 100
		s = -20 + 32*u*u
		if year < 2150 {
			s -= 0.5628 * (2150 - year)
		}
	}
	return s / 86400
}

// localDay is the Julian day number of the civil day at UTC+7 that holds an instant of dynamical time.
func localDay(jde float64) int {
	ut := jde - deltaT(2000+(jde-j2000)/365.25)
	return int(math.Floor(ut + 0.5 + zoneHours/24))
}

// startOfDay is the instant, in dynamical time, at which a civil day at UTC+7 begins.
func startOfDay(day int) float64 {
	ut := float64(day) - 0.5 - zoneHours/24
	return ut + deltaT(2000+(ut-j2000)/365.25)
}
