"""Where the values of a living patient lie, by a column's name and unit: tells hospitals' files apart."""

from __future__ import annotations

import re
import unicodedata
from typing import Dict, List, Optional, Tuple

from .javascript import SPACE_CLASS, trim

# Units as they stand in column names, longest first.
_UNITS = [
    r"mmol[{s}]*/?[{s}]*mol", r"mmol([{s}_/]*l)?", r"(µ|μ|u|micro)mol([{s}_/]*l)?", r"mg[{s}_/]*dl", r"mg[{s}_/]*l",
    r"g[{s}_/]*dl", r"g[{s}_/]*l", r"inch(es)?", r"(lbs?|pounds?)", r"kgs?", r"cm", r"(°[{s}]*f|fahrenheit)",
    r"(°[{s}]*c|celsius)",
]  # fmt: skip
_NAMED = [
    re.compile(rf"([^\n\r\u2028\u2029]+?)[{SPACE_CLASS}(\[]+(?:in )?{unit.replace('{s}', SPACE_CLASS)}[{SPACE_CLASS})\]]*\Z")
    for unit in _UNITS
]

# What is the same thing under different names; the first is only a key. Korean as hospitals write it.
_SYNONYMS = [
    ["age", "age years", "age at admission", "patient age", "age yr", "age y", "나이", "연령", "만나이"],
    ["sex", "gender", "patient sex", "patient gender", "성별", "성"],
    ["cholesterol", "chol", "total cholesterol", "serum cholesterol", "tc", "tchol", "콜레스테롤", "총콜레스테롤"],
    ["hdl", "hdl c", "hdl cholesterol", "고밀도콜레스테롤"],
    ["ldl", "ldl c", "ldl cholesterol", "저밀도콜레스테롤"],
    ["triglycerides", "triglyceride", "tg", "중성지방"],
    ["glucose", "glu", "blood glucose", "plasma glucose", "serum glucose", "blood sugar", "혈당", "포도당"],
    ["fasting glucose", "fasting blood sugar", "fbs", "fpg", "fasting blood glucose", "공복혈당"],
    ["creatinine", "cr", "crea", "scr", "serum creatinine", "크레아티닌", "혈청크레아티닌"],
    ["hemoglobin", "haemoglobin", "hb", "hgb", "hemo", "혈색소", "헤모글로빈"],
    ["hba1c", "a1c", "hemoglobin a1c", "glycated hemoglobin", "당화혈색소"],
    ["bilirubin", "total bilirubin", "tbil", "bili", "빌리루빈", "총빌리루빈"],
    ["albumin", "alb", "serum albumin", "알부민"],
    ["urea nitrogen", "bun", "blood urea nitrogen", "혈중요소질소"],
    ["uric acid", "ua", "요산"],
    ["calcium", "ca total", "serum calcium", "칼슘"],
    ["sodium", "na", "serum sodium", "sod", "나트륨"],
    ["potassium", "k", "serum potassium", "pot", "칼륨"],
    ["white cells", "wbc", "wbcc", "white blood cells", "leukocytes", "백혈구"],
    ["platelets", "plt", "platelet count", "혈소판"],
    ["crp", "c reactive protein", "c반응단백"],
    ["temperature", "temp", "body temperature", "bt", "체온"],
    ["height", "ht", "body height", "신장", "키"],
    ["weight", "wt", "body weight", "bw", "체중", "몸무게"],
    ["bmi", "body mass index", "체질량지수"],
    ["systolic", "sbp", "systolic bp", "systolic blood pressure", "trestbps", "수축기혈압"],
    ["diastolic", "dbp", "diastolic bp", "diastolic blood pressure", "이완기혈압"],
    ["heart rate", "hr", "pulse", "pulse rate", "맥박", "심박수"],
    ["hypertension", "htn", "high blood pressure", "고혈압"],
    ["diabetes", "dm", "diabetes mellitus", "당뇨", "당뇨병"],
    ["smoking", "smoker", "smoke", "smoking status", "흡연", "흡연여부"],
    ["death", "died", "dead", "mortality", "death event", "expired", "hospital expire flag", "사망", "사망여부"],
    ["patient", "patient id", "subject id", "person id", "pid", "mrn", "환자번호", "등록번호", "환자 id"],
    ["disease", "heart disease", "diagnosis", "진단", "질환"],
    ["readmission", "readmitted", "재입원"],
]  # fmt: skip
_KEY = {name: names[0] for names in _SYNONYMS for name in names}

# Concepts, and for each unit the least and greatest value of any living patient.
_ANALYTES: List[Tuple[List[str], Dict[str, Tuple[float, float]]]] = [
    (["glucose","fasting glucose","bgr","blood glucose random"], {"mg/dL": (10, 2000), "mmol/L": (0.5, 110)}),
    (["cholesterol","ldl"], {"mg/dL": (20, 1500), "mmol/L": (0.5, 40)}),
    (["hdl"], {"mg/dL": (2, 250), "mmol/L": (0.05, 6.5)}),
    (["triglycerides"], {"mg/dL": (10, 10000), "mmol/L": (0.1, 115)}),
    (["creatinine"], {"mg/dL": (0.05, 40), "µmol/L": (4, 3600)}),
    (["hemoglobin"], {"g/dL": (1, 27), "g/L": (10, 270), "mmol/L": (0.6, 17)}),
    (["bilirubin"], {"mg/dL": (0.02, 90), "µmol/L": (0.3, 1550)}),
    (["uric acid"], {"mg/dL": (0.2, 50), "µmol/L": (10, 3000)}),
    (["urea nitrogen"], {"mg/dL": (1, 350), "mmol/L": (0.3, 125)}),
    (["calcium"], {"mg/dL": (2, 30), "mmol/L": (0.5, 7.5)}),
    (["albumin"], {"g/dL": (0.3, 9), "g/L": (3, 90)}),
    (["hba1c"], {"%": (2.5, 22), "mmol/mol": (4, 217)}),
    (["crp"], {"mg/L": (0, 900), "mg/dL": (0, 90)}),
    (["white cells"], {"10⁹/L": (0.01, 900), "/µL": (10, 900000)}),
    (["platelets"], {"10⁹/L": (1, 4000), "/µL": (1000, 4000000)}),
    (["temperature"], {"°C": (13, 46.5), "°F": (56, 115.7)}),
    (["height"], {"cm": (20, 272), "inch": (8, 107), "m": (0.2, 2.72)}),
    (["weight"], {"kg": (0.2, 650), "lb": (0.5, 1430)}),
]  # fmt: skip


def _words(name: str) -> str:
    plain = re.sub("([a-z])([A-Z])", r"\1 \2", unicodedata.normalize("NFKC", name)).lower()
    return trim(re.sub(f"[{SPACE_CLASS}]+", " ", re.sub(r"[_\-.:#]+", " ", plain)))


def _base(name: str) -> str:
    """A column's name in plain words without its unit."""
    plain = _words(name)
    for form in _NAMED:
        found = form.match(plain)
        if found:
            return trim(found.group(1))
    return re.sub(rf"[{SPACE_CLASS}]*[(\[][^)\]]*[)\]][{SPACE_CLASS}]*\Z", "", plain) or plain


def concept_of(name: str) -> str:
    """What a column measures, by its name alone: the key of its synonyms, else the name in plain words."""
    base = _base(name)
    return _KEY.get(base) or _KEY.get(base.replace(" ", "")) or base


def possible_range(name: str, unit: str) -> Optional[Tuple[float, float]]:
    """None for what is no known analyte, or not in this unit."""
    concept = concept_of(name)
    return next((ranges.get(unit) for concepts, ranges in _ANALYTES if concept in concepts), None)
