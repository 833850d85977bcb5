import KubeVirt
import Testing

@Suite struct TimestampTests {
    @Test(
        "a time is the number of seconds that it should be",
        arguments: [
            ("1970-01-01T00:00:00Z", 0), ("2000-02-29T23:59:59Z", 951_868_799), ("2026-11-23T18:49:00Z", 1_795_459_740),
            ("1969-12-31T23:59:59Z", -1), ("2026-01-31T12:00:00+02:00", 1_769_853_600),
            ("2026-01-31T12:00:00.123456Z", 1_769_860_800),
        ])
    func seconds(text: String, seconds: Int64) throws {
        #expect(try Timestamp(scalarText: text).secondsSinceEpoch == seconds)
    }

    @Test("every day of four centuries comes back as it was written")
    func roundTrip() throws {
        for day in stride(from: Int64(-100_000), to: 150_000, by: 37) {
            let time = Timestamp(secondsSinceEpoch: day * 86_400 + 4_321)
            #expect(try Timestamp(scalarText: time.description) == time)
        }
    }

    @Test(
        "what is no time is refused",
        arguments: [
            "", "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-01-01", "2026-01-01T00:00:00",
            "2026-01-01T24:00:00Z", "2026-01-01T00:00:00Zx", "2026-01-01T00:00:00.Z",
        ])
    func errors(text: String) {
        #expect(throws: InvalidValue.self) { try Timestamp(scalarText: text) }
    }
}
