"""After the camp: offers, agreements, tranches, reports, receipts and the donor's page."""
