"""Words for the same thing in everyday papers, English and Russian, that need not label anything.

Utility bills, leases, payslips, tickets, customs forms, hospital forms, court papers, certificates: a question says
"luggage" or "leave" where the paper prints "Baggage" or "Departure". One line is one thing; words are compared by
stems.
A line with ">" goes one way, from the words of questions to those of papers.
"""

from __future__ import annotations

_SYNONYMS = """
admission admitted admit hospitalised hospitalized
discharge discharged released release
birth born birthday birthdate
illness disease diagnosis condition injury ailment
allergy allergic allergies
doctor physician gp practitioner dr
specialist surgeon consultant doctor physician
kin relative
weigh weight heavy
consumption consumed consume used usage units
previous prior earlier former last
present current
late overdue delay delayed
landlord lessor owner owns owned own
tenant lessee renter renting rents rented occupier occupant
rent rental monthly
deposit bond caution security
employer employ employs employed
employee worker staff personnel
wage wages salary pay earnings remuneration
withheld deducted deduction deductions
department division section
traveller passenger travelling traveler traveling travels travel flyer flying
reservation booking
destination to going bound
departure departs leaves leave takeoff
arrival arrives landing lands land
luggage baggage bags suitcase
airline airways airlines carrier air
exporter exports exporting shipper consignor sender
importer imports importing consignee receiver
recipient consignee receiver addressee importer
parcels packages package parcel boxes cartons
worth value
commodity tariff hs
goods merchandise contents cargo
claimant plaintiff petitioner
defendant respondent accused
case claim docket
judge magistrate
award awarded
lorry truck vehicle van car
plate > registration reg
driver drive drives drove driving
dispatch delivery shipment consignment despatch
insurer insurance
policyholder insured
wrote writer author written
supply supplies supplied supplier provider utility
occupation job profession
nationality citizenship citizen
married marital spouse
sex gender
manufacturer maker producer make manufactured
origin > country
depart departure from origin
guarantee warranty
cancel cancellation cancelled
premium insurance
loan credit mortgage
remit remitter sender payer
receive received receipt
sign signed signature
hearing trial session
school university college
student pupil
grade score
teacher tutor instructor
check-in checkin
tip gratuity
expense cost
beds bedrooms rooms
floor storey level
property premises flat apartment house unit dwelling
residence live lives living lived resides address home домашний
occupancy move
headcount people persons
тепло отопление
абонент плательщик потребитель жилец
квартира помещение
живет проживает адрес проживания
родиться родилась родился рождение рождения
должность работает трудится работать
зарплата оклад заработная жалованье
отдел подразделение трудится
вес весит весить масса
гражданство гражданин
образование учебный
выписан выписка
прибытие прилет прилетает
отправление вылет вылетает отбытие
рейс полет
груз товар
водитель шофер
истец заявитель
ответчик должник
судья суд
страхователь застрахованный
полис страховой
пациент больной
диагноз заболевание болезнь
врач доктор
"""


def lines() -> list[tuple[list[str], list[str]]]:
    """The words of each line before and after its ">"; without one both are the same."""
    found = []
    for line in _SYNONYMS.strip().splitlines():
        asked, _, printed = line.partition(">")
        found.append((asked.split(), (printed or asked).split()))
    return found
