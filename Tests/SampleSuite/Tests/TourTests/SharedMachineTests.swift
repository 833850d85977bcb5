import MayflyTesting
import Testing

@Suite("One machine for all tests of a suite", .machine(.sample, .shared), .requires(.machines), .serialized)
struct SharedMachineTests {
    @Test func `the first writes`() async throws {
        _ = try await Machine.current.run(.shell("echo first > /srv/mark")).check()
    }

    @Test func `the second reads`() async throws {
        #expect(try await Machine.current.file("/srv/mark").text == "first\n")
    }
}
