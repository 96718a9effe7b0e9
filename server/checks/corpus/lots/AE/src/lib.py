import re,json,difflib,unicodedata
from decimal import Decimal as D, ROUND_HALF_UP
def n(x): return f"{x:,}".replace(",",".")
def z(x): return f"{x:02d}" if x<10 else n(x)
def dec(x,d=2):
    return str(D(x).quantize(D(1).scaleb(-d),ROUND_HALF_UP)).replace(".",",")
def pv(a,b,d=2): return (D(a)*100/D(b)).quantize(D(1).scaleb(-d),ROUND_HALF_UP)
def p(a,b,d=2): return str(pv(a,b,d)).replace(".",",")+"%"
def up(a,b,d=2): return p(a-b,b,d)
def make(num,text,ns,faults):
    env=dict(ns); env.update(n=n,z=z,p=p,pv=pv,dec=dec,up=up,D=D)
    t=re.sub(r"«(.+?)»",lambda m:str(eval(m[1],env)),text).strip()+"\n"
    t=unicodedata.normalize("NFC",t)
    f=t; out=[]
    for i,x in enumerate(faults,1):
        old,new=x["old"],x["new"]
        for k in("old","new"): assert unicodedata.normalize("NFC",x[k])==x[k]
        if t.count(old)!=1: print(num,"F%d old count %d: %s"%(i,t.count(old),old))
        f=f.replace(old,new,1)
        out.append({"id":"F%d"%i,"kind":x["kind"],"quote":x.get("q",new),"also":x["also"],"why":x["why"]})
    for x in out:
        for q in [x["quote"]]+x["also"]:
            if f.count(q)!=1 or not 5<=len(q)<=80 or "\n" in q: print(num,x["id"],"quote",f.count(q),len(q),q)
    a,b=t.split("\n"),f.split("\n")
    ops=[o for o in difflib.SequenceMatcher(None,a,b,autojunk=False).get_opcodes() if o[0]!="equal"]
    words=[o for o in difflib.SequenceMatcher(None,t.split(),f.split(),autojunk=False).get_opcodes() if o[0]!="equal"]
    paras=[l for l in a if len(l)>60 and l[0]!="|"]; assert len(paras)==len(set(paras)),"dup"
    base="/tmp/lots/AE/%d."%num
    open(base+"clean.md","w").write(t); open(base+"faulty.md","w").write(f)
    json.dump(out,open(base+"faults.json","w"),ensure_ascii=False,indent=1)
    print(num,"words",len(t.split()),"figures",len(re.findall(r"\d[\d.,/]*",t)),"faults",len(out),"line diffs",len(ops),"word diffs",len(words))
    for o in words: print("   ",t.split()[o[1]:o[2]],"->",f.split()[o[3]:o[4]])
