"""The vocabulary of the sample register: plausible, made up for it, without the name of any person."""


def _lines(text):
    return [line.strip() for line in text.strip().splitlines()]


def _pairs(text):
    """(French, Arabic) of each line."""
    return [tuple(part.strip() for part in line.split("|")) for line in _lines(text)]


def shares(**counts):
    """Each name as many times as its count: to draw from."""
    return [name for name, count in counts.items() for _ in range(count)]


# Words that a search benchmark asks for, with the share of agreements that hold them; no other text here has them.
PLANTED = {"concertation": 0.99, "jeunesse": 0.33, "littoral": 0.036, "archéologie": 0.0005}
PLANTED_SENTENCES = {
    "concertation": "La concertation est permanente.",
    "jeunesse": "Une place est faite à la jeunesse.",
    "littoral": "Le littoral est servi en premier.",
    "archéologie": "Un volet porte sur l’archéologie.",
}

KINDS = {
    "framework": ("Convention-cadre", "اتفاقية إطار"),
    "cooperation": ("Accord de coopération", "اتفاق تعاون"),
    "convention": ("Convention", "اتفاقية"),
    "specific": ("Convention spécifique", "اتفاقية خاصة"),
    "memorandum": ("Mémorandum d’entente", "مذكرة تفاهم"),
    "protocol": ("Protocole d’accord", "بروتوكول"),
    "amendment": ("Avenant", "ملحق تعديلي"),
    "minutes": ("Procès-verbal de commission mixte", "محضر لجنة مشتركة"),
    "declaration": ("Déclaration d’intention", "إعلان نوايا"),
    "action_plan": ("Plan d’action", "خطة عمل"),
}
SUBJECTS = _lines("""
    Les signataires
    Les deux administrations
    Les partenaires
    Les institutions contractantes
    Les équipes désignées
    Les autorités compétentes
""")
MODALS = "entendent veulent souhaitent doivent pourront sauront".split()
VERBS = """accompagner adapter améliorer analyser appuyer comparer consolider coordonner décrire développer documenter
étendre évaluer financer généraliser harmoniser mesurer moderniser ouvrir planifier poursuivre préparer promouvoir
protéger rénover renforcer simplifier soutenir suivre valoriser""".split()
OBJECTS = _pairs("""
    la gestion de l’eau | تدبير المياه
    l’irrigation des oasis | ري الواحات
    les écoles rurales | المدارس القروية
    l’enseignement supérieur | التعليم العالي
    la santé maternelle | صحة الأمهات
    les hôpitaux de province | مستشفيات الأقاليم
    la prévention des épidémies | الوقاية من الأوبئة
    l’apprentissage des métiers | تعلم الحرف
    l’emploi des diplômés | تشغيل الخريجين
    la protection sociale | الحماية الاجتماعية
    les statistiques publiques | الإحصاءات العمومية
    l’évaluation des politiques | تقييم السياسات
    l’économie sociale | الاقتصاد الاجتماعي
    les coopératives agricoles | التعاونيات الفلاحية
    l’artisanat | الصناعة التقليدية
    la pêche artisanale | الصيد التقليدي
    les forêts et les parcours | الغابات والمراعي
    la lutte contre la désertification | مكافحة التصحر
    les énergies renouvelables | الطاقات المتجددة
    l’efficacité énergétique | النجاعة الطاقية
    le transport ferroviaire | النقل السككي
    la sécurité routière | السلامة الطرقية
    les ports et la logistique | الموانئ واللوجستيك
    l’aménagement urbain | التهيئة الحضرية
    le logement abordable | السكن الميسر
    les archives et les bibliothèques | الأرشيف والمكتبات
    le patrimoine bâti | التراث المعماري
    les échanges universitaires | التبادل الجامعي
    la recherche appliquée | البحث التطبيقي
    l’administration numérique | الإدارة الرقمية
    la protection des données | حماية المعطيات
    les droits des personnes handicapées | حقوق الأشخاص في وضعية إعاقة
    l’égalité entre femmes et hommes | المساواة بين النساء والرجال
    la médiation familiale | الوساطة الأسرية
    l’accueil des migrants | استقبال المهاجرين
    le tourisme durable | السياحة المستدامة
    le commerce équitable | التجارة المنصفة
    les petites entreprises | المقاولات الصغرى
    la microfinance | التمويل الأصغر
    la gestion des déchets | تدبير النفايات
    la qualité de l’air | جودة الهواء
    la météorologie | الأرصاد الجوية
    les finances locales | المالية المحلية
    la justice de proximité | عدالة القرب
    le dialogue social | الحوار الاجتماعي
    la formation des cadres | تكوين الأطر
    les langues et la traduction | اللغات والترجمة
    le sport scolaire | الرياضة المدرسية
""")
COMPLEMENTS = _pairs("""
    dans les provinces de montagne | في الأقاليم الجبلية
    dans les quartiers périphériques | في الأحياء الهامشية
    dans les zones arides | في المناطق الجافة
    au bénéfice des femmes rurales | لفائدة النساء القرويات
    au bénéfice des petits producteurs | لفائدة صغار المنتجين
    avec l’appui des collectivités territoriales | بدعم من الجماعات الترابية
    avec le concours des universités | بمساهمة الجامعات
    avec la participation des associations | بمشاركة الجمعيات
    par l’échange d’experts | عبر تبادل الخبراء
    par des projets pilotes | عبر مشاريع نموذجية
    selon des normes communes | وفق معايير مشتركة
    sur la base d’indicateurs partagés | على أساس مؤشرات مشتركة
    au moyen d’un fonds commun | بواسطة صندوق مشترك
    dans le respect du droit de chaque pays | في احترام قانون كل بلد
    en faveur des familles | لفائدة الأسر
    pour les personnes âgées | من أجل الأشخاص المسنين
    entre les deux rives | بين الضفتين
    à l’échelle régionale | على الصعيد الجهوي
""")
MEANS = _lines("""
    Un comité mixte se réunit
    Un rapport commun est remis
    Un calendrier est arrêté
    Un site partagé est mis à jour
    Des experts sont détachés
    Des visites d’étude ont lieu
    Des ateliers se tiennent
    Des bourses sont accordées
    Des stages sont ouverts
    Des publications paraissent
    Des équipements sont livrés
    Des enquêtes sont menées
    Les dépenses sont partagées
    Les résultats sont publiés
    Les équipes se consultent
    Les délégations se rencontrent
""")
TIMES = _lines("""
    chaque année
    chaque semestre
    deux fois par an
    au premier trimestre
    tous les trois ans
    tour à tour dans chaque capitale
    à la demande de chacun
    sans frais pour les bénéficiaires
    après avis des conseils
    dans les trois langues
""")
SYLLABLES = "ba bel da dra far gha ima ka kel lou ma mes na oua ra sal ta tam tiz zer".split()
TOPONYM_ENDINGS = "nout rine safen tala zagra lem douar ghit maten sra".split()
PLACES = _pairs("""
    Rabat | الرباط
    Casablanca | الدار البيضاء
    Fès | فاس
    Tanger | طنجة
    Agadir | أكادير
    Paris | باريس
    Bruxelles | بروكسيل
    Madrid | مدريد
    Lisbonne | لشبونة
    Genève | جنيف
    Dakar | داكار
    Abidjan | أبيدجان
    Tunis | تونس
    Le Caire | القاهرة
    Amman | عمان
    Séoul | سيول
""")

# Names of institutions by kind, completed by a field and a country.
BODIES = {
    "government": ("Gouvernement", "حكومة"),
    "ministry": ("Ministère", "وزارة"),
    "council": ("Conseil", "مجلس"),
    "agency": ("Agence", "وكالة"),
    "territorial": ("Région", "جهة"),
    "association": ("Association", "جمعية"),
    "embassy": ("Ambassade", "سفارة"),
    "international": ("Organisation", "منظمة"),
    "network": ("Réseau", "شبكة"),
}
FIELDS = _pairs("""
    Agriculture | الفلاحة
    Artisanat | الصناعة التقليدية
    Commerce | التجارة
    Coopératives | التعاونيات
    Culture | الثقافة
    Développement rural | التنمية القروية
    Eau | الماء
    Économie sociale | الاقتصاد الاجتماعي
    Éducation | التربية
    Emploi | التشغيل
    Énergie | الطاقة
    Environnement | البيئة
    Famille | الأسرة
    Finances | المالية
    Forêts | الغابات
    Habitat | السكنى
    Industrie | الصناعة
    Justice | العدل
    Logement | الإسكان
    Numérique | الرقمنة
    Pêche | الصيد
    Plan | التخطيط
    Recherche | البحث
    Santé | الصحة
    Solidarité | التضامن
    Sport | الرياضة
    Statistique | الإحصاء
    Tourisme | السياحة
    Transport | النقل
    Travail | الشغل
""")
# How often each country appears beside the others, which count 1 each.
COUNTRY_WEIGHTS = {
    "MA": 90, "FR": 80, "ES": 50, "BE": 30, "SN": 28, "TN": 26, "CI": 24, "IT": 22, "DE": 22, "PT": 20, "CN": 18,
    "US": 16, "EG": 16, "JO": 14, "ML": 14, "KR": 12, "CA": 12, "SA": 12, "AE": 12, "MR": 12, "GA": 10, "CM": 10,
    "BR": 8, "NL": 8, "CH": 8, "DZ": 8, "KW": 6, "JP": 6, "TR": 6, "RO": 6,
}  # fmt: skip
