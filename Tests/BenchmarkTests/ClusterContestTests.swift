import ClusterProvider
import Kubernetes
import MayflyTestSupport
import Testing

@testable import ClusterWork
@testable import mayfly_bench

struct ClusterContestTests {
    @Test func `memory is read from a process's status`() throws {
        let status = "Name:\tx\nVmPeak:\t  900 kB\nVmHWM:\t   20480 kB\nVmRSS:\t   10240 kB\nThreads:\t2\n"
        let memory = try #require(ProcessMemory(status: status))
        #expect(memory.resident == 10 << 20 && memory.peak == 20 << 20)
        #expect(ProcessMemory(status: "VmRSS:\t10240 kB\n") == nil)
        #expect(ProcessMemory(status: "VmRSS:\tmuch kB\nVmHWM:\t20480 kB\n") == nil)
        let own = try #require(ProcessMemory.own)
        #expect(own.resident > 0 && own.peak >= own.resident)
    }

    @Test func `a program says in its last line what it has done, and is measured from outside`() async throws {
        let line = #"{"running": 1.5, "deleting": 0.5, "events": 12}"#
        let (told, sample) = try await ToldWork.run(
            "/bin/sh", ["-c", "echo talk; echo '\(line)'; echo more >&2"], "sh")
        #expect(told.running == 1.5 && told.left == nil)
        #expect(sample.running == 1.5 && sample.deleting == 0.5 && sample.events == 12)
        #expect(sample.clock > 0 && sample.peakMemory > 0)
    }

    @Test func `a program that says its memory is believed, however large this process is`() async throws {
        let memory = #""memory": {"deleted": {"resident": 1000, "peak": 1234}}"#
        let (_, sample) = try await ToldWork.run(
            "/bin/sh", ["-c", #"echo '{"running": 1, "deleting": 0, \#(memory)}'"#], "sh")
        #expect(sample.peakMemory == 1234)
    }

    @Test(arguments: ["echo broken; exit 3", "echo broken", "echo '{broken'"])
    func `a program that fails, or does not say it, is told with its last words`(_ script: String) async throws {
        let error = await #expect(throws: ContestFailure.self) {
            _ = try await ToldWork.run("/bin/sh", ["-c", script], "sh")
        }
        #expect(error?.description.contains("broken") == true)
    }

    @Test func `in each round another one begins, and all have their turn`() {
        let rounds = (1...4).map { ClusterContest.turns(["a", "b", "c"], in: $0) }
        #expect(rounds == [["a", "b", "c"], ["b", "c", "a"], ["c", "a", "b"], ["a", "b", "c"]])
    }

    @Test func `what is missing is told with what to install`() async throws {
        let kubectl = KubectlContestant(program: "/nowhere/kubectl", namespace: "default")
        let first = #expect(throws: ContestFailure.self) { try kubectl.check() }
        #expect(first?.description.contains("apt-get install kubernetes-client") == true)
        let python = PythonContestant(program: "/nowhere/python3", namespace: "default")
        let second = await #expect(throws: ContestFailure.self) { try await python.check() }
        #expect(second?.description.contains("apt-get install python3-kubernetes") == true)
        // One that is there, and has no such client.
        let other = PythonContestant(program: "/bin/false", namespace: "default")
        let third = await #expect(throws: ContestFailure.self) { try await other.check() }
        #expect(third?.description.contains("has no kubernetes client") == true)
    }

    @Test func `what kubectl's watch shows is counted by names`() {
        var seen = SeenByKubectl()
        for line in [
            "ADDED  a", "MODIFIED Scheduling a", "MODIFIED Running a", "MODIFIED Running a", "ADDED Running b",
            "No resources found", "DELETED Running a",
        ] { seen.take(line) }
        #expect(seen.running == ["a", "b"] && seen.gone == 1 && seen.events == 6)
        #expect(seen.last == "No resources found")
    }

    /// A kubectl that makes two VMIs, by its watch's words, or fails.
    private func kubectl(creating: String) throws -> (scratch: Scratch, program: String) {
        let scratch = Scratch("kubectl")
        let program = try scratch.write(
            "kubectl",
            """
            #!/bin/sh
            case $1 in
              create) \(creating) ;;
              delete) : >'\(scratch("deleted"))' ;;
              get)
                for name in a b; do echo "ADDED  $name"; echo "MODIFIED Running $name"; done
                while [ ! -e '\(scratch("deleted"))' ]; do sleep 0.05; done
                for name in a b; do echo "DELETED Running $name"; done
                exec sleep 600 ;;
            esac

            """, mode: 0o755)
        return (scratch, program)
    }

    @Test func `kubectl's round ends when its watch has seen all go`() async throws {
        let (scratch, program) = try kubectl(creating: "exit 0")
        let sample = try await KubectlContestant(program: program, namespace: "default").run(count: 2, abreast: 1)
        #expect(sample.events == 6 && sample.clock >= sample.running)
        _ = scratch
    }

    @Test func `a creation that kubectl fails at ends the round with its words`() async throws {
        let (scratch, program) = try kubectl(creating: "echo refused; exit 1")
        let error = await #expect(throws: ContestFailure.self) {
            try await KubectlContestant(program: program, namespace: "default").run(count: 3, abreast: 1)
        }
        #expect(error?.description.contains("refused") == true)
        _ = scratch
    }
}

/// The work itself, on a real server.
@Suite(.requires(.apiServer), .testCluster, .timeLimit(.minutes(10))) struct ClientWorkTests {
    @Test func `bare VMIs are made, seen to run, and are gone in the end`() async throws {
        try await TestCluster.withNamespace { space async throws in
            let told = try await ClientWork(client: space.client, count: 20, abreast: 4).run()
            // Made, run and gone at least; each step of a stand-in is one more.
            #expect(try #require(told.events) >= 60)
            #expect(try await space.names(.virtualMachineInstances) == [])
        }
    }

    @Test func `a refusal ends it`() async throws {
        try await TestCluster.withNamespace { space async throws in
            let viewer = try space.client(of: "viewer")
            let error = await #expect(throws: KubernetesError.self) {
                try await ClientWork(client: viewer, count: 3, abreast: 2).run()
            }
            #expect(error?.code == .forbidden)
        }
    }
}
