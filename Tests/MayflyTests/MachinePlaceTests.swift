import Fixtures
import Machines
import Testing

@testable import Mayfly

/// Where machines are made, as words say it.
@Suite struct MachinePlaceTests {
    private func place(_ text: String, _ environment: [String: String] = [:]) throws -> MachinePlace {
        try MachinePlace(text, environment: environment)
    }

    @Test func `words and the environment name a place`() throws {
        #expect(try place("local") == .local)
        #expect(try place("cluster") == .cluster())
        // A context's name may have colons.
        #expect(try place("cluster:arn:aws:lab") == .cluster(context: "arn:aws:lab"))
        let environment = ["MAYFLY_NAMESPACE": "ci", "MAYFLY_CONTAINER_DISK": "registry.example/d:1"]
        #expect(
            try place("cluster", environment) == .cluster(namespace: "ci", containerDisk: "registry.example/d:1"))
        let asked = try MachinePlace("cluster", namespace: "mine", environment: environment)
        #expect(asked == .cluster(namespace: "mine", containerDisk: "registry.example/d:1"))
    }

    @Test func `a namespace for each run is asked for by a variable, which says yes or no`() throws {
        #expect(try place("cluster", ["MAYFLY_NAMESPACE_PER_RUN": "1"]) == .cluster(namespacePerRun: true))
        #expect(try place("cluster:lab", ["MAYFLY_NAMESPACE_PER_RUN": "0"]) == .cluster(context: "lab"))
        #expect(try place("local", ["MAYFLY_NAMESPACE_PER_RUN": "1"]) == .local)
        let error = #expect(throws: MachineError.self) { try place("cluster", ["MAYFLY_NAMESPACE_PER_RUN": "yes"]) }
        #expect(error?.message.contains("write 1 or 0") == true)
    }

    @Test func `a namespace that is given counts more than the variable that makes one for each run`() throws {
        let environment = ["MAYFLY_NAMESPACE_PER_RUN": "1", "MAYFLY_NAMESPACE": "home"]
        #expect(try place("cluster", environment) == .cluster(namespace: "home", namespacePerRun: true))
        let given = try MachinePlace("cluster", namespace: "ci", environment: environment)
        #expect(given == .cluster(namespace: "ci"))
        let asked = try MachinePlace("cluster", namespacePerRun: true, environment: ["MAYFLY_NAMESPACE": "home"])
        #expect(asked == .cluster(namespace: "home", namespacePerRun: true))
        // The variable is still read.
        #expect(throws: MachineError.self) {
            try MachinePlace("cluster", namespace: "ci", environment: ["MAYFLY_NAMESPACE_PER_RUN": "yes"])
        }
    }

    @Test func `the way of images and what it needs are said by words, then by the environment`() throws {
        let environment = [
            "MAYFLY_CLUSTER_IMAGE": "containerDisk:registry.example/ci", "MAYFLY_STORAGE_CLASS": "fast",
            "MAYFLY_UPLOAD_PROXY": "https://proxy.example", "MAYFLY_UPLOAD_CA": "/ca.pem",
        ]
        let known = ClusterImages(
            way: .containerDisk(ClusterRepository(repository: "registry.example/ci")), storageClass: "fast",
            uploadProxy: "https://proxy.example", uploadAuthority: "/ca.pem")
        #expect(try place("cluster", environment) == .cluster(images: known))
        var asked = ClusterImages(way: .imported(ClusterVolume()), storageClass: "slow")
        let told = try MachinePlace("cluster:lab", images: asked, environment: environment)
        asked.uploadProxy = "https://proxy.example"
        asked.uploadAuthority = "/ca.pem"
        #expect(told == .cluster(context: "lab", images: asked))
    }

    @Test(arguments: ["", "push", "upload:", "containerDisk", "containerDisk:", "Import"])
    func `another way is refused with those that there are`(_ text: String) throws {
        let error = #expect(throws: MachineError.self) { try ClusterImage(word: text) }
        #expect(error?.message.contains("upload, import or containerDisk:HOST/REPOSITORY") == true)
    }

    @Test func `without a word machines are made on this host`() throws {
        #expect(try MachinePlace.chosen([:]) == .local)
        #expect(try MachinePlace.chosen(["MAYFLY_ON": ""]) == .local)
        #expect(try MachinePlace.chosen(["MAYFLY_ON": "cluster:lab"]) == .cluster(context: "lab"))
    }

    @Test(arguments: ["", "clutser", "cluster:", "local:x", "lab"])
    func `another word is refused with those that there are`(_ text: String) {
        let error = #expect(throws: MachineError.self) { try place(text) }
        #expect(error?.code == .invalidInput && error?.message.contains("cluster:CONTEXT") == true)
    }
}
