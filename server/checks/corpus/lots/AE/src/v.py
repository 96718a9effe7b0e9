import json,re,difflib
tot=0
def num(s):
    s=s.replace("*","").strip().replace(".","").replace(",",".")
    try: return float(s)
    except: return None
def tables(t):
    cur=[]
    for l in t.split("\n")+[""]:
        if l.startswith("|"): cur.append([c.strip() for c in l.strip("|").split("|")])
        elif cur: yield cur; cur=[]
for i in range(1,7):
    b=f"/tmp/lots/AE/{i}."; c=open(b+"clean.md").read(); f=open(b+"faulty.md").read(); J=json.load(open(b+"faults.json"))
    tot+=len(J)
    for x in J:
        for q in [x["quote"]]+x["also"]: assert f.count(q)==1 and 5<=len(q)<=80,(i,q)
    spans=[(f.index(x["quote"]),f.index(x["quote"])+len(x["quote"])) for x in J]
    ct,ft=re.findall(r"\S+|\s+",c),re.findall(r"\S+|\s+",f)
    pos=[0]
    for w in ft: pos.append(pos[-1]+len(w))
    hit=set()
    for o in difflib.SequenceMatcher(None,ct,ft,autojunk=False).get_opcodes():
        if o[0]=="equal": continue
        a,e=pos[o[3]],pos[o[4]]
        m=[k for k,s in enumerate(spans) if a<s[1]+1 and e>=s[0]]
        assert len(m)>=1,(i,ft[o[3]:o[4]]); hit|=set(m)
    assert len(hit)==len(J),(i,hit)
    for nm,t in(("clean",c),("faulty",f)):
      for T in tables(t):
        last=T[-1]
        if not re.search("Tổng|Cộng|Lũy|Toàn|Cả tháng",last[0]+last[1]): 
            if nm=="clean": print(i,"no total",T[0][:3]); 
            continue
        for k in range(2 if T[0][0] in("TT","STT") else 1,len(last)):
            if "%" in last[k] or not last[k].strip("* "): continue
            v=num(last[k]); s=sum(num(r[k]) or 0 for r in T[2:-1])
            if v is not None and abs(v-s)>.001: print(i,nm,T[0][k],v,s)
    # x/y ... z% pairs in clean
    for m in re.finditer(r"([\d.]+(?:,\d+)?)/([\d.]+(?:,\d+)?)[^;\n%]{0,40}?(\d+,\d+)%",c):
        a,d,r=num(m[1]),num(m[2]),num(m[3]); dd=len(m[3].split(",")[1])
        if abs(round(a*100/d+1e-9,dd)-r)>1e-6: print(i,"rate?",m[0])
print("faults",tot)
