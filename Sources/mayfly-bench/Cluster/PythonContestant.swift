import ClusterWork
import Host

/// Python's client: a watch in a thread of its own, and requests side by side in as many others.
struct PythonContestant: ClusterContestant {
    let program: String
    let namespace: String

    var name: String { "python" }

    func check() async throws { _ = try await version() }

    func version() async throws -> String {
        let remedy =
            "apt-get install python3-kubernetes (its program is /usr/bin/python3), or name the python that has it by --python"
        guard FileSystem.exists(program) else {
            throw ContestFailure("there is no \(program) to compare with: \(remedy)")
        }
        let script = """
            import kubernetes, platform
            print('python', platform.python_version(), 'kubernetes', kubernetes.__version__)
            """
        let result = try await Child.run(program, ["-c", script], limit: .seconds(120))
        guard result.end == .exited(0) else {
            throw ContestFailure(
                "\(program) has no kubernetes client to compare with: \(remedy). It said: "
                    + (result.output.split(separator: "\n").last ?? ""))
        }
        return result.output.split(separator: "\n").last.map(String.init) ?? ""
    }

    func run(count: Int, abreast: Int) async throws -> ContestSample {
        try await ToldWork.run(program, ["-c", Self.script, "\(count)", "\(abreast)", namespace], name).sample
    }

    private static let script = """
        import json, os, sys, threading, time
        from concurrent.futures import ThreadPoolExecutor
        from kubernetes import client, config, watch

        count, abreast, namespace = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
        begun = time.monotonic()
        settings = client.Configuration()
        config.load_kube_config(client_configuration=settings)
        settings.connection_pool_maxsize = abreast + 1
        api = client.CustomObjectsApi(client.ApiClient(settings))
        kind = ("kubevirt.io", "v1", namespace, "virtualmachineinstances")
        all_run, all_gone = threading.Event(), threading.Event()
        events = 0

        def follow():
            global events
            running, gone = set(), set()
            stream = watch.Watch().stream(api.list_namespaced_custom_object, *kind, label_selector="bench=python")
            for event in stream:
                events += 1
                vmi = event["object"]
                name = vmi["metadata"]["name"]
                if event["type"] == "DELETED":
                    gone.add(name)
                elif vmi.get("status", {}).get("phase") == "Running":
                    running.add(name)
                if len(running) == count:
                    all_run.set()
                if len(gone) == count:
                    all_gone.set()
                    return

        def create(number):
            api.create_namespaced_custom_object(*kind, {
                "apiVersion": "kubevirt.io/v1", "kind": "VirtualMachineInstance",
                "metadata": {"name": f"python-{number}", "labels": {"bench": "python"}},
                "spec": {"domain": {"devices": {"autoattachSerialConsole": False}, "memory": {"guest": "64Mi"}}}})

        def delete(number):
            api.delete_namespaced_custom_object(*kind, f"python-{number}")

        threading.Thread(target=follow, daemon=True).start()
        with ThreadPoolExecutor(abreast) as pool:
            list(pool.map(create, range(count)))
            if not all_run.wait(1800):
                sys.exit("not all ran")
            running = time.monotonic() - begun
            list(pool.map(delete, range(count)))
            if not all_gone.wait(1800):
                sys.exit("not all are gone")
            deleting = time.monotonic() - begun - running
        print(json.dumps({"running": running, "deleting": deleting, "events": events}))
        sys.stdout.flush()
        # Its own end would wait for threads of the client's.
        os._exit(0)
        """
}
