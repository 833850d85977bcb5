import Fixtures
import MayflyTestSupport
import Testing

@testable import Images

@Suite struct RecipeLinkTests {
    @Test func `a file that changes after the change was named by it is noticed`() async throws {
        try await withScratch { directory in
            try writeFile(directory + "/tool/bin", "one")
            let recipe = try ImageRecipe.blank("64Mi", .hostname("a"), .copyIn(directory + "/tool", to: "/opt"))
            let plan = try RecipePlan(
                recipe, secrets: SecretReader(environment: [:], salt: []), inputs: InputDigest(memory: nil),
                helper: HelperBinary(buildID: "helper 1") { [] })
            for link in plan.links { try await link.checkFiles() }
            try writeFile(directory + "/tool/bin", "two")
            try await plan.links[0].checkFiles()
            let link = try #require(plan.links.last)
            let error = await #expect(throws: ImageError.self) { try await link.checkFiles() }
            #expect(error?.code == .file && error?.message.contains("/tool was changed while") == true)
        }
    }
}
