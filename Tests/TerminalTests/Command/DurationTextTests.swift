import Terminal
import Testing

@Suite struct DurationTextTests {
    @Test(
        "durations are read with their units",
        arguments: [
            ("0", Duration.zero), ("30s", .seconds(30)), ("1.5s", .milliseconds(1_500)), ("1m30s", .seconds(90)),
            ("2h", .seconds(7_200)), ("7d", .seconds(604_800)), ("250ms", .milliseconds(250)),
            ("10us", .microseconds(10)),
            ("10µs", .microseconds(10)), ("7ns", .nanoseconds(7)), (".5s", .milliseconds(500)),
            ("1000000h", .seconds(3_600_000_000)),
        ])
    func reads(text: String, duration: Duration) throws {
        #expect(try DurationText.parse(text) == duration)
    }

    @Test(
        "what is no duration says what to write",
        arguments: [
            ("", "is empty; write a duration such as 30s, 1m30s or 2h"),
            ("10", "has no unit; write 10s for seconds, or ms, m, h"),
            ("1m30", "has no unit; write 1m30s for seconds, or ms, m, h"),
            ("soon", "is not a duration; write one such as 30s, 1m30s or 2h"),
            ("1.2.3s", "is not a duration; write one such as 30s, 1m30s or 2h"),
            (".s", "is not a duration; write one such as 30s, 1m30s or 2h"),
            ("-5s", "is not a duration; write one such as 30s, 1m30s or 2h"),
            ("5 s", "has the unknown unit ' s'; the units are d, h, m, s, ms, us and ns"),
            ("3w", "has the unknown unit 'w'; the units are d, h, m, s, ms, us and ns"),
            ("1000001h", "is too long; the longest duration is 1000000h"),
            ("9999999999999999999h", "is not a duration; write one such as 30s, 1m30s or 2h"),
        ])
    func refuses(text: String, problem: String) {
        let error = #expect(throws: ValueError.self) { try DurationText.parse(text) }
        #expect(error?.description == problem)
    }

    @Test(
        "durations are written with the precision that matters",
        arguments: [
            (Duration.zero, "0 ms"), (.microseconds(3), "< 0.1 ms"), (.microseconds(400), "0.4 ms"),
            (.microseconds(9_960), "10 ms"), (.milliseconds(240), "240 ms"), (.microseconds(999_600), "1.0 s"),
            (.milliseconds(1_940), "1.9 s"), (.milliseconds(59_940), "59.9 s"), (.milliseconds(59_960), "1 min"),
            (.seconds(185), "3 min 5 s"), (.milliseconds(3_599_700), "1 h"), (.seconds(7_440), "2 h 4 min"),
            (.milliseconds(-240), "-240 ms"),
        ])
    func writes(duration: Duration, text: String) {
        #expect(DurationText.format(duration) == text)
    }
}
