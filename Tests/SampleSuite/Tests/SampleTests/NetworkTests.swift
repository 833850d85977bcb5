import MayflyTesting
import Testing

@Suite("Network", .debian) struct NetworkTests {
    @Test func `the loopback is up`() async throws {
        #expect(try await sh("ip -brief address show lo").contains("127.0.0.1/8"))
    }

    @Test func `a server answers on the loopback`() async throws {
        let answer = try await sh(
            """
            echo served > /srv/index.html
            python3 -m http.server --directory /srv --bind 127.0.0.1 8000 > /dev/null 2>&1 &
            until ss -Hltn sport = :8000 | grep -q .; do sleep 0.05; done
            python3 -c 'import urllib.request as u; print(u.urlopen("http://127.0.0.1:8000/").read().decode(), end="")'
            """)
        #expect(answer == "served")
    }

    @Test func `the SSH server says who it is`() async throws {
        // A fork's server starts again, because it has keys of its own.
        let banner = try await sh(
            """
            until ss -Hltn sport = :22 | grep -q .; do sleep 0.05; done
            bash -c 'exec 3<>/dev/tcp/127.0.0.1/22; head -n 1 <&3'
            """)
        #expect(banner.hasPrefix("SSH-2.0-OpenSSH"))
    }

    @Test func `nobody listens on another port`() async throws {
        #expect(try await sh("ss -Hltn sport = :8000") == "")
        #expect(try await status("bash -c 'exec 3<>/dev/tcp/127.0.0.1/8000'") == .exited(1))
    }

    @Test func `a name is looked up in the hosts file`() async throws {
        #expect(try await sh("echo 192.0.2.7 seven >> /etc/hosts; getent hosts seven").hasPrefix("192.0.2.7"))
    }

    @Test func `a host name can be set`() async throws {
        #expect(try await sh("hostname mine; uname -n") == "mine")
    }

    @Test func `an address can be added and removed`() async throws {
        #expect(try await sh("ip address add 192.0.2.1/32 dev lo; ip -brief address show lo").contains("192.0.2.1/32"))
        #expect(try await !sh("ip address del 192.0.2.1/32 dev lo; ip -brief address show lo").contains("192.0.2.1"))
    }

    @Test func `a route can be added`() async throws {
        #expect(try await sh("ip route add blackhole 198.51.100.0/24; ip route get 127.0.0.1").contains("lo"))
        #expect(try await status("ip route get 198.51.100.9") != .exited(0))
    }

    @Test func `a name space has a network of its own`() async throws {
        #expect(try await sh("ip netns add n; ip -n n -brief link show").hasPrefix("lo"))
        #expect(try await sh("ip -n n -brief link show | wc -l") == "1")
    }

    @Test func `without the loopback there is no way to oneself`() async throws {
        #expect(
            try await status("unshare -n python3 -c 'import socket; socket.create_connection((\"127.0.0.1\", 22))'")
                != .exited(0))
    }
}
