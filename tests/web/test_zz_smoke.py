from tests.web.world import *
def test_smoke(world):
    live(world, "closed")
    for who, pages in {
        "k.adler": ["/", "/?q=mai", f"/cases/{CASE}", f"/cases/{CASE}/timeline", "/recipients", f"/recipients/{COUNTY}", "/ledger", "/payments", "/persons/me", "/acts/register_recipient"],
        "r.iltis": ["/audit", f"/cases/{CASE}/timeline?until=2016-03-31"],
        f"antrag.{COUNTY}": ["/", f"/cases/{CASE}", "/payments", "/apply", "/apply?year=2016", "/apply/wir/coordination?year=2016","/apply/wir/guides_deployment?year=2016"],
        "b.falk": ["/acts/appropriate_funds"], "h.ginster": ["/acts/open_payment_run", "/"], "t.jung": ["/acts/advance_clock", "/"],
        "d.dorn": [f"/cases/{CASE}/acts/sign_approval"],
    }.items():
        b = world.browser(who)
        for p in pages:
            r = b.get(p)
            print(who, p, r.status_code, len(r.text))
            assert r.status_code == 200, r.text[:3000]
