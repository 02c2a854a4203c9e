import time
from datetime import date
from support.moments import washington, hourly
from workplan.services import ticks
def test_x(office, sender, mail_server):
    a=office.add("1a", 5, date(2026,11,27), now=washington(2026,10,12))
    t=time.time()
    n=0
    for now in hourly(washington(2026,10,12,0), washington(2026,12,8,0)):
        ticks.tick(sender, now); n+=1
    print(n, time.time()-t)
    for m in mail_server.mails: print(m.recipient, m.message["Date"], m.subject)
    for r in office.ledger(): print(r.user_id, r.rung_days, r.state, r.send_on, r.sent_at, r.attempts)
    print(mail_server.mails[-1].text, mail_server.mails[-1].html)
