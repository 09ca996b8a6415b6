//! The calendar and the eras, against tables written down here.

use jpkicard::{BirthDateCode, Date, Era};

fn day(text: &str) -> Date {
    Date::from_digits(text.replace('-', "").as_bytes()).unwrap()
}

/// The last day of each era as written, and the first of the next; the day before and after those.
/// From the orders that changed the eras: 明治5年太政官布告337号 (calendar), 明治45年詔書, 大正15年詔書, 昭和64年政令1号
/// (from the day after 7 January 1989), 平成31年政令 143号 (from 1 May 2019).
const BOUNDARIES: &[(&str, &str, &str, u8)] = &[
    ("1868-01-25", "Meiji", "明治", 1),
    ("1868-01-26", "Meiji", "明治", 1),
    ("1868-12-31", "Meiji", "明治", 1),
    ("1869-01-01", "Meiji", "明治", 2),
    ("1912-07-28", "Meiji", "明治", 45),
    ("1912-07-29", "Meiji", "明治", 45),
    ("1912-07-30", "Taisho", "大正", 1),
    ("1912-07-31", "Taisho", "大正", 1),
    ("1913-01-01", "Taisho", "大正", 2),
    ("1926-12-23", "Taisho", "大正", 15),
    ("1926-12-24", "Taisho", "大正", 15),
    ("1926-12-25", "Showa", "昭和", 1),
    ("1926-12-26", "Showa", "昭和", 1),
    ("1926-12-31", "Showa", "昭和", 1),
    ("1927-01-01", "Showa", "昭和", 2),
    ("1989-01-06", "Showa", "昭和", 64),
    ("1989-01-07", "Showa", "昭和", 64),
    ("1989-01-08", "Heisei", "平成", 1),
    ("1989-01-09", "Heisei", "平成", 1),
    ("1990-01-01", "Heisei", "平成", 2),
    ("2019-04-29", "Heisei", "平成", 31),
    ("2019-04-30", "Heisei", "平成", 31),
    ("2019-05-01", "Reiwa", "令和", 1),
    ("2019-05-02", "Reiwa", "令和", 1),
    ("2020-01-01", "Reiwa", "令和", 2),
    ("2117-12-31", "Reiwa", "令和", 99),
];

#[test]
fn every_boundary_of_the_eras() {
    for (text, name, japanese, year) in BOUNDARIES {
        let (era, found) = day(text).era().unwrap();
        assert_eq!((era.name(), era.japanese(), found), (*name, *japanese, *year), "{text}");
        assert_eq!(day(text).to_string(), *text);
    }
    for none in ["1868-01-01", "1868-01-24", "2118-01-01", "9999-12-31"] {
        assert_eq!(day(none).era(), None, "{none}");
    }
    for (era, first) in [
        (Era::Meiji, "1868-01-25"),
        (Era::Taisho, "1912-07-30"),
        (Era::Showa, "1926-12-25"),
        (Era::Heisei, "1989-01-08"),
        (Era::Reiwa, "2019-05-01"),
    ] {
        assert_eq!(era.first_day(), day(first));
        assert_eq!(era.first_day().era(), Some((era, 1)));
    }
}

/// Every day from 1868 to 2100, one after another: the calendar has each and no other, and
/// myna-card counts the same era.
#[test]
fn every_day_of_the_eras() {
    let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let mut days = 0_u32;
    let mut last = None;
    for year in 1868..=2100_u16 {
        let leap = u8::from(year % 4 == 0 && year % 100 != 0 || year % 400 == 0);
        for month in 1..=12_u8 {
            let length = lengths[usize::from(month) - 1] + if month == 2 { leap } else { 0 };
            assert!(Date::new(year, month, 0).is_none());
            assert!(Date::new(year, month, length + 1).is_none());
            for day in 1..=length {
                let date = Date::new(year, month, day).unwrap();
                assert_eq!((date.year(), date.month(), date.day()), (year, month, day));
                assert!(last < Some(date));
                last = Some(date);
                let digits = format!("{year:04}{month:02}{day:02}");
                assert_eq!(Date::from_digits(digits.as_bytes()), Some(date));
                let other = myna_card::data::Date::parse(digits.as_bytes()).unwrap();
                let era = date.era().map(|(era, year)| (era.japanese(), u16::from(year)));
                assert_eq!(era, other.to_era().map(|(era, year)| (era.name(), year)));
                // Nobody was born on a day far in the future.
                let is_birth = era.is_some() && year <= 2082;
                assert_eq!(BirthDateCode::new(date).is_ok(), is_birth);
                days += 1;
            }
        }
    }
    // 2440587.5 is the Julian date of 1970-01-01, 2403332.5 of 1868-01-01 and 2488434.5 of
    // 2101-01-01.
    assert_eq!(days, 2_488_434 - 2_403_332);
}

#[test]
fn days_that_are_none() {
    for text in [
        "",
        "2019",
        "2019050",
        "201905011",
        "20190001",
        "20191301",
        "20190500",
        "20190532",
        "20190431",
        "19000229",
        "21000229",
        "20190229",
        "18671231",
        "00000000",
        "2019-5-1",
        "2019 501",
        "+2019501",
        "２０１９",
        "9999123x",
    ] {
        assert_eq!(Date::from_digits(text.as_bytes()), None, "{text}");
    }
    for leap in ["20000229", "20240229", "18720229", "24000229"] {
        assert!(Date::from_digits(leap.as_bytes()).is_some(), "{leap}");
    }
    assert!(Date::new(10_000, 1, 1).is_none());
    assert_eq!(format!("{:?}", Date::new(1980, 2, 17)), "Some(Date(..))");
}
