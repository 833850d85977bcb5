import Host
import Machines
import MayflyTestSupport
import Testing

@testable import LocalProvider

@Suite(.timeLimit(.minutes(1))) struct ConsoleFollowerTests {
    @Test func `who catches up finds all that was written before, and does not hang when nobody follows`() async throws
    {
        let scratch = Scratch("console")
        let path = try scratch.write("log", String(repeating: "line\n", count: 50_000) + "last")
        let follower = try ConsoleFollower(path)
        let console = Console(deadlineScale: 1)
        let following = Task { await follower.follow(into: console) }
        await follower.catchUp()
        #expect(await console.tail(1) == ["last"])
        following.cancel()
        await following.value
        await follower.catchUp()
    }
}
