import Fixtures
import FoundationEssentials
import Testing

/// How a fixture's image comes to a cluster, as a file says it.
@Suite struct ClusterImageTests {
    private func way(_ json: String) throws -> ClusterImage {
        try JSONDecoder().decode(ClusterImage.self, from: Data(json.utf8))
    }

    @Test func `each way is read, and survives being written`() throws {
        let ways: [(String, ClusterImage)] = [
            (#"{"upload": {}}"#, .upload(ClusterVolume())),
            (#"{"upload": {"storageClass": "fast"}}"#, .upload(ClusterVolume(storageClass: "fast"))),
            (#"{"import": {"storageClass": "fast"}}"#, .imported(ClusterVolume(storageClass: "fast"))),
            (
                #"{"containerDisk": {"repository": "registry.example/ci", "imagePullSecret": "pull"}}"#,
                .containerDisk(ClusterRepository(repository: "registry.example/ci", imagePullSecret: "pull"))
            ),
        ]
        for (text, value) in ways {
            #expect(try way(text) == value)
            #expect(try JSONDecoder().decode(ClusterImage.self, from: try JSONEncoder().encode(value)) == value)
        }
    }

    @Test(arguments: ["{}", #"{"upload": {}, "import": {}}"#, #"{"containerDisk": {}}"#])
    func `no way, two, and one without its repository are refused`(_ text: String) {
        #expect(throws: DecodingError.self) { try way(text) }
    }

    @Test func `an image says nothing of clusters unless it is asked to`() throws {
        let plain = FixtureImage(source: .blank(BlankSource()))
        let text = String(decoding: try JSONEncoder().encode(plain), as: UTF8.self)
        #expect(!text.contains("cluster"))
        let told = FixtureImage(source: .blank(BlankSource()), cluster: .upload(ClusterVolume()))
        #expect(try JSONDecoder().decode(FixtureImage.self, from: try JSONEncoder().encode(told)) == told)
    }
}
