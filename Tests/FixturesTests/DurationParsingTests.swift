import Fixtures
import KubeVirt
import Testing

@Suite struct DurationParsingTests {
    @Test(
        "durations are read as Go reads them",
        arguments: [
            ("30s", Duration.seconds(30)), ("2m", .seconds(120)), ("1m30s", .seconds(90)), ("1h1m1s", .seconds(3661)),
            ("1.5h", .seconds(5400)), ("300ms", .milliseconds(300)), ("0.5s", .milliseconds(500)),
            (".5s", .milliseconds(500)),
            ("7us", .microseconds(7)), ("7µs", .microseconds(7)), ("9ns", .nanoseconds(9)), ("0s", .zero),
            ("1.000000001s", .nanoseconds(1_000_000_001)),
        ])
    func read(text: String, duration: Duration) throws {
        #expect(try Duration(parsing: text) == duration)
    }

    @Test(
        "durations are written in whole units",
        arguments: ["0s", "1m30s", "1h", "500ms", "1s500ms", "7us", "9ns", "26h1m"])
    func written(text: String) throws {
        #expect(try Duration(parsing: text).compactText == text)
    }

    @Test(
        "a bad duration says why",
        arguments: [
            ("", "it is empty"), ("30", "‘30’ has no unit"), ("0", "‘0’ has no unit"),
            ("s", "a number is missing at ‘s’"),
            ("-5s", "it has a sign"), ("30 s", "unknown unit ‘ s’"), ("1.2.3s", "a number is missing at ‘1.2.3s’"),
            ("1d", "unknown unit ‘d’"), (".s", "a number is missing at ‘.s’"),
            ("9999999999h", "it is longer than 292 years"),
            ("٣s", "a number is missing at ‘٣s’"),
        ])
    func errors(text: String, why: String) {
        let error = #expect(throws: InvalidValue.self) { try Duration(parsing: text) }
        #expect(
            error?.message == "‘\(text)’ is not a duration: \(why); write for example 30s, 1m30s or 500ms")
    }

    @Test("a deadline is more than nothing")
    func deadline() {
        #expect(throws: InvalidValue.self) { try Deadline(scalarText: "0s") }
    }
}
