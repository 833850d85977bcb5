import Glibc
import Host
import MayflyTestSupport
import Testing

/// Callers, daemons and both are killed at random moments; nothing may be left.
///
/// `MAYFLY_STORM_KILLS` says how many callers are killed, `MAYFLY_STORM_SEED` repeats a storm, as far as time does.
@Suite(.serialized, .requires(.tinyGuest))
struct KillStormMachineTests {
    private static let kills = ProcessEnvironment.current["MAYFLY_STORM_KILLS"].flatMap { Int($0) } ?? 110
    private static let fewKills = min(kills, 12)
    private static let seed =
        ProcessEnvironment.current["MAYFLY_STORM_SEED"].flatMap { UInt64($0) } ?? .random(in: 0 ... .max)

    @Test("whatever is killed whenever, nothing is left after the next start")
    func storm() async throws {
        try await Place("storm").using { place in
            var storm = try Storm(place, seed: Self.seed)
            try await storm.rage(kills: Self.kills)
        }
    }

    @Test("as a plain user, too", .requires(.root, .program("setpriv")))
    func plainUser() async throws {
        try await Place.ofPlainUser().using { place in
            var storm = try Storm(place, seed: Self.seed)
            try await storm.rage(kills: Self.fewKills)
        }
    }

    @Test(
        "as root in a container that may neither mount nor make name spaces, too", .requires(.root, .program("nsenter"))
    )
    func container() async throws {
        let container = try await Container()
        try await container.place.using { place in
            var storm = try Storm(place, seed: Self.seed)
            try await storm.rage(kills: Self.fewKills)
        }
        await container.close()
    }
}
