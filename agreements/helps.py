"""How the fields of agreements and of what came of them are filled, by model."""

from django.utils.translation import gettext_lazy as _

from register.admin.helps import example, in_three

ORDER = {"order": _("1 stands first.")}
PERSON = {
    "name": _("First name, then family name, without a title."),
    "name_ar": _("As the person writes it in Arabic."),
    **in_three("function", "Président", "رئيس", "President"),
}
THEME = {
    "code": _("Short and lasting, without accents: it is part of addresses."),
    **in_three(
        "name", "Économie sociale et solidaire", "الاقتصاد الاجتماعي والتضامني", "Social and solidarity economy"
    ),
}
AGREEMENT = {
    "kind": _("What the text calls itself; a framework agreement is carried out by specific ones."),
    **in_three(
        "title",
        "Convention de coopération relative à l’économie sociale",
        "اتفاقية تعاون في مجال الاقتصاد الاجتماعي",
        "Cooperation agreement on the social economy",
    ),
    **in_three("place", "Rabat", "الرباط", "Rabat"),
    "renewal": _("Tacit: it goes on unless someone gives notice. Express: the parties agree again."),
    "renewal_months": _("For how long each time: 36 for three years."),
    "notice_months": _("How long before the end notice is given at the latest: 3 for three months."),
    **in_three(
        "objective",
        "Échanger les expériences en matière de dialogue social",
        "تبادل التجارب في مجال الحوار الاجتماعي",
        "Exchange experience in social dialogue",
    ),
    **in_three(
        "legal_framework",
        "Loi organique no 128-12 relative au Conseil",
        "القانون التنظيمي رقم 128.12 المتعلق بالمجلس",
        "Organic law no. 128-12 on the Council",
    ),
    **in_three(
        "note",
        "La source ne donne pas le jour de la signature",
        "لا يذكر المصدر يوم التوقيع",
        "The source does not give the day of signature",
    ),
    "themes": _("Type the first letters of a theme and choose it; several may be chosen."),
}
PARTY = {
    "institution": _("Type an acronym or some letters of the name: UNICEF."),
    "role": _("Signatory, unless it only benefits, carries out or witnesses."),
    **in_three(
        "name_at_signature",
        "Conseil économique et social",
        "المجلس الاقتصادي والاجتماعي",
        "Economic and Social Council",
    ),
    **ORDER,
}
SIGNATORY = {"institution": _("The party for which the person signs."), **PERSON, **ORDER}
COMMITMENT = {
    **in_three(
        "text",
        "Organiser une rencontre annuelle",
        "تنظيم لقاء سنوي",
        "Hold a meeting every year",
    ),
    "responsible": _("The institution that is to do it: type an acronym."),
    "progress": _("How far it is today."),
    **ORDER,
}
LINK = {
    "kind": _("What this agreement does to the other: it amends it, carries it out, renews or replaces it."),
    "target": _("Type its reference, such as CC-0001, or words of its title."),
}
DOCUMENT = {
    "title": example("Texte signé"),
    "file": _("A PDF of at most 12 MB."),
    "kind": _("What the file is."),
    "language": _("In which language it is written."),
    "visibility": _("Public: anyone may read it once the agreement is published."),
}
FOCAL_POINT = {
    "name": _("First name, then family name, without a title."),
    "function": example("Chef du service de la coopération"),
    "email": example("cooperation@example.org"),
    "phone": example("+212 5 37 00 00 00"),
    "institution": _("Where the person works: type an acronym."),
}
MEETING = {
    "kind": _("What it was held for."),
    "number": _("Of a joint commission: 3 for its third session."),
    **in_three(
        "title",
        "Troisième session de la commission mixte",
        "الدورة الثالثة للجنة المشتركة",
        "Third session of the joint commission",
    ),
    **in_three("place", "Rabat", "الرباط", "Rabat"),
    **in_three(
        "summary",
        "Les parties ont arrêté le plan d’action de l’année",
        "اعتمد الطرفان خطة عمل السنة",
        "The parties settled the action plan of the year",
    ),
    "agreements": _("Those that the meeting was about: type a reference or words of a title."),
    "programmes": _("Those that the meeting was about: type a reference or words of a title."),
}
PARTICIPANT = {"institution": _("For which the person attended: type an acronym."), **PERSON, **ORDER}
PROGRAMME = {
    **in_three(
        "title",
        "Programme d’appui aux coopératives",
        "برنامج دعم التعاونيات",
        "Programme of support to cooperatives",
    ),
    **in_three(
        "objective",
        "Améliorer le revenu des membres des coopératives",
        "تحسين دخل أعضاء التعاونيات",
        "Raise the income of the members of cooperatives",
    ),
    **in_three(
        "monitoring",
        "Un comité de pilotage se réunit deux fois par an",
        "تجتمع لجنة القيادة مرتين في السنة",
        "A steering committee meets twice a year",
    ),
}
ROLE = {
    "institution": _("Type an acronym or some letters of the name: UNICEF."),
    "role": _("What it does in the programme; one that does several things has a line for each."),
    **ORDER,
}
COMPONENT = {
    **in_three("title", "Formation des gérants", "تكوين المسيرين", "Training of managers"),
    "amount": _("In whole units of the currency, not thousands: 1250000."),
    "currency": _("Three letters: MAD, EUR, USD."),
    "funder": _("Who pays: type an acronym."),
    "delegated_agency": _("Who manages the funds for the funder, if someone does."),
    "implementing_agreement": _("The agreement by which it is carried out: type its reference."),
    "responsible": _("The institution that is to do it: type an acronym."),
    "state": _("How far it is today."),
    **ORDER,
}
TARGET = {
    "programme": _("Type its reference, such as PR-0001, or words of its title."),
    **in_three("statement", "Former cinq cents gérants", "تكوين خمسمائة مسير", "Train five hundred managers"),
    "value": _("The number to reach, without its unit: 500."),
    **ORDER,
}
MEASURE = {"value": _("What was reached on that day, in the unit of the target.")}
EVALUATION = {
    "kind": _("When in the life of the programme it is made."),
    **in_three(
        "finding",
        "Les trois quarts des cibles sont atteints",
        "تحققت ثلاثة أرباع الأهداف",
        "Three quarters of the targets are reached",
    ),
}
SOURCE = {
    "title": _("As the page or the document names itself, in its own language."),
    "url": example("https://www.example.org/cooperation"),
    "code": _("Short and lasting, without accents: files name the source by it."),
    "language": _("In which language it is written."),
    "publisher": _("The institution that published it: type an acronym."),
    "consulted_on": _("The day on which you read it."),
    "agreements": _("Those that rest on it: type a reference or words of a title."),
    "programmes": _("Those that rest on it: type a reference or words of a title."),
    "meetings": _("Those that rest on it: type a reference or words of a title."),
    "memberships": _("Those that rest on it: type the acronym of a member or of a network."),
    "institutions": _("Those that rest on it: type an acronym."),
}
