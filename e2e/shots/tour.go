// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

//go:build shots

package main

import (
	"errors"
	"fmt"
	"strings"
)

// The procedure, the ward and the people of the tour.
const (
	procedure = "1.001193"
	ward      = "H52.101"
	citizen   = "014185000101"
)

// everything goes through the house: as anybody, as a citizen, as the officers, as
// the leader.
func (c *camera) everything() error {
	for _, part := range []func() error{c.anybody, c.asCitizen, c.asOfficer, c.asLeader} {
		if err := part(); err != nil {
			return err
		}
	}
	return nil
}

func (c *camera) anybody() error {
	if err := c.take("home", "/"); err != nil {
		return err
	}
	return c.take("procedure", "/t/"+procedure+"?u="+ward)
}

func (c *camera) asCitizen() error {
	if err := c.open("/sign-in?next=/me"); err != nil {
		return err
	}
	if err := c.press(`button[value="` + citizen + `"]`); err != nil {
		return err
	}
	if err := c.open("/t/" + procedure + "/start?u=" + ward); err != nil {
		return err
	}
	if err := c.press(`form[method="post"][action$="/start"] button`); err != nil {
		return err
	}
	_, draft, ok := strings.Cut(c.where(), "/apply/")
	if !ok {
		return fmt.Errorf("no application was begun: %s", c.where())
	}
	if err := c.take("apply", "/apply/"+draft); err != nil {
		return err
	}
	return c.ownDossiers()
}

// ownDossiers pictures one that is under way, or else the newest, and the check of
// a result.
func (c *camera) ownDossiers() error {
	if err := c.open("/me"); err != nil {
		return err
	}
	all, err := ask[[]string](c, `[...new Set([...document.querySelectorAll('a[href^="/me/d/"]')].map((a) => a.getAttribute('href')))]`)
	if err != nil || len(all) == 0 {
		return errors.Join(err, errors.New("the citizen has no dossier"))
	}
	open, checked := all[0], ""
	for i := len(all) - 1; i >= 0; i-- {
		if err := c.open(all[i]); err != nil {
			return err
		}
		code, err := c.link(`a[href^="/v/"]`)
		if err != nil {
			return err
		}
		if code == "" {
			open = all[i]
		} else {
			checked = code
		}
	}
	if checked == "" {
		return errors.New("no result to verify")
	}
	return errors.Join(c.take("my-dossier", open), c.take("verify", checked))
}

// signIn as a member of staff, after whoever was signed in has left.
func (c *camera) signIn(login, next string) error {
	if err := c.open("/desk/sign-in"); err != nil {
		return err
	}
	if out, err := c.has(`form[action="/sign-out"] button`); err != nil {
		return err
	} else if out {
		if err := c.press(`form[action="/sign-out"] button`); err != nil {
			return err
		}
	}
	if err := c.open("/desk/sign-in?next=" + next); err != nil {
		return err
	}
	return c.press(`form:has(input[name="login"][value="` + login + `"]) button`)
}

func (c *camera) asOfficer() error {
	if err := c.signIn("motcua.101", "/desk"); err != nil {
		return err
	}
	if err := c.take("desk", "/desk"); err != nil {
		return err
	}
	if err := c.open("/desk"); err != nil {
		return err
	}
	path, err := ask[string](c, `([...document.querySelectorAll('main a[href^="/desk/d/"]')].find((a) => /khai sinh|birth/i.test(a.textContent) && /Reception|Tiếp nhận/.test(a.textContent))
		?? document.querySelector('main a[href^="/desk/d/"]'))?.getAttribute('href') ?? ''`)
	if err != nil || path == "" {
		return errors.Join(err, errors.New("the work list is empty"))
	}
	if err := c.scan(path); err != nil {
		return err
	}
	if err := c.take("desk-dossier", path); err != nil {
		return err
	}
	return c.take("desk-counter", "/desk/new/"+procedure)
}

func (c *camera) asLeader() error {
	if err := c.signIn("chutich", "/cockpit"); err != nil {
		return err
	}
	// On a rest day there is nothing to see: the last weekday.
	day, err := ask[string](c, `(() => { const d = new Date(document.querySelector('#day').value + 'T12:00:00Z'); while ([0, 6].includes(d.getUTCDay())) d.setUTCDate(d.getUTCDate() - 1); return d.toISOString().slice(0, 10); })()`)
	if err != nil {
		return err
	}
	return c.take("cockpit", "/cockpit?day="+day)
}
