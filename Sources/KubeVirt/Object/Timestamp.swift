/// A moment with the precision of a second, written as RFC 3339 in UTC: meta/v1 Time.
public struct Timestamp: Sendable, Hashable, Comparable {
    /// Seconds since 1970-01-01T00:00:00Z, without leap seconds.
    public var secondsSinceEpoch: Int64

    /// A moment by its distance from the epoch.
    public init(secondsSinceEpoch: Int64) {
        self.secondsSinceEpoch = secondsSinceEpoch
    }

    /// Earlier is less.
    public static func < (a: Timestamp, b: Timestamp) -> Bool {
        a.secondsSinceEpoch < b.secondsSinceEpoch
    }
}

extension Timestamp: ScalarCodable, CustomStringConvertible {
    /// What to write.
    public static var expectation: String { "an RFC 3339 time such as 2026-01-31T12:00:00Z" }

    /// Reads `2026-01-31T12:00:00Z`, with an offset instead of `Z` or a fraction (which is cut off) if there is one.
    public init(scalarText text: String) throws(InvalidValue) {
        guard let seconds = Self.parse(Array(text.utf8)) else {
            throw InvalidValue(.timestamp, "‘\(text)’ is not a time; expected \(Self.expectation)", text: text)
        }
        self.init(secondsSinceEpoch: seconds)
    }

    /// The moment in UTC.
    public var scalarText: String {
        let (day, second) = Int(secondsSinceEpoch).quotientAndRemainderRoundingDown(by: 86_400)
        let date = civil(fromDays: day)
        let clock = [second / 3600, second / 60 % 60, second % 60].map { padded($0, to: 2) }.joined(separator: ":")
        return "\(padded(date.year, to: 4))-\(padded(date.month, to: 2))-\(padded(date.day, to: 2))T\(clock)Z"
    }

    /// The moment in UTC.
    public var description: String { scalarText }

    private static func parse(_ text: [UInt8]) -> Int64? {
        var rest = text[...]
        guard let year = digits(4, &rest), take("-", &rest), let month = digits(2, &rest), take("-", &rest),
            let day = digits(2, &rest), take("T", &rest) || take("t", &rest) || take(" ", &rest),
            let hour = digits(2, &rest), take(":", &rest), let minute = digits(2, &rest), take(":", &rest),
            let second = digits(2, &rest), 1...12 ~= month, 1...daysInMonth(month, year) ~= day, hour < 24,
            minute < 60, second < 61
        else { return nil }
        if take(".", &rest) {
            guard digits(1, &rest) != nil else { return nil }
            while digits(1, &rest) != nil {}
        }
        var offset = 0
        if !take("Z", &rest), !take("z", &rest) {
            let sign = take("+", &rest) ? 1 : -1
            guard sign == 1 || take("-", &rest), let hours = digits(2, &rest), take(":", &rest),
                let minutes = digits(2, &rest), hours < 24, minutes < 60
            else { return nil }
            offset = sign * (hours * 60 + minutes) * 60
        }
        guard rest.isEmpty else { return nil }
        return Int64(days(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second - offset)
    }
}

private func digits(_ count: Int, _ rest: inout ArraySlice<UInt8>) -> Int? {
    let head = rest.prefix(count)
    guard head.count == count, head.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }) else { return nil }
    rest = rest.dropFirst(count)
    return head.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
}

private func take(_ character: Unicode.Scalar, _ rest: inout ArraySlice<UInt8>) -> Bool {
    guard rest.first == UInt8(ascii: character) else { return false }
    rest = rest.dropFirst()
    return true
}

private func padded(_ number: Int, to width: Int) -> String {
    let text = String(number.magnitude)
    return (number < 0 ? "-" : "") + String(repeating: "0", count: max(0, width - text.count)) + text
}

private func daysInMonth(_ month: Int, _ year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
}

/// Days from the epoch to a date of the Gregorian calendar; years are counted from March, so the leap day is last.
private func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let year = month > 2 ? year : year - 1
    let (era, yearOfEra) = year.quotientAndRemainderRoundingDown(by: 400)
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
}

private func civil(fromDays days: Int) -> (year: Int, month: Int, day: Int) {
    let (era, dayOfEra) = (days + 719_468).quotientAndRemainderRoundingDown(by: 146_097)
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1)
}

extension Int {
    fileprivate func quotientAndRemainderRoundingDown(by divisor: Int) -> (Int, Int) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}
