import Glibc
import Host
import MayflyTestSupport
import Testing

/// Callers, daemons and both are killed at random moments; nothing may be left.
///
/// `MAYFLY_STORM_KILLS` says how many callers are killed, `MAYFLY_STORM_SEED` repeats a storm, as far as time does.
@Suite(.serialized, .requires(.machines))
struct KillStormMachineTests {
    private static let kills = ProcessEnvironment.current["MAYFLY_STORM_KILLS"].flatMap { Int($0) } ?? 110
    private static let seed = ProcessEnvironment.current["MAYFLY_STORM_SEED"].flatMap { UInt64($0) } ?? .random(in: 0 ... .max)

    @Test("whatever is killed whenever, nothing is left after the next start")
    func storm() async throws {
        let place = await Place("storm")
        var storm = try Storm(place, seed: Self.seed)
        let before = try await storm.begin()
        while storm.kills < Self.kills { try await storm.round() }
        try await storm.finish(before)
        await place.close()
    }
}
