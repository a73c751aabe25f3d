package main

import (
	"errors"
	"fmt"
	"net"
	"sync"
)

// A gate is a loopback listener that can go down, with all its connections, and come up on the same port: what a
// client sees of a server that restarts with its data kept.
type gate struct {
	lock   sync.Mutex
	opened *sync.Cond
	port   int
	inner  net.Listener // nil while it is down
	conns  map[*gateConn]bool
	last   *gateConn
}

func openGate(port int) (*gate, error) {
	g := &gate{port: port, conns: map[*gateConn]bool{}}
	g.opened = sync.NewCond(&g.lock)
	return g, g.up()
}

func (g *gate) up() error {
	g.lock.Lock()
	defer g.lock.Unlock()
	if g.inner != nil {
		return nil
	}
	inner, err := net.Listen("tcp4", fmt.Sprintf("127.0.0.1:%d", g.port))
	if err != nil {
		return err
	}
	g.inner = inner
	g.port = inner.Addr().(*net.TCPAddr).Port
	g.opened.Broadcast()
	return nil
}

func (g *gate) down() {
	g.lock.Lock()
	if g.inner != nil {
		g.inner.Close()
		g.inner = nil
	}
	g.lock.Unlock()
	g.disconnect()
}

// disconnect closes every connection; new ones are accepted.
func (g *gate) disconnect() {
	g.lock.Lock()
	conns := g.conns
	g.conns = map[*gateConn]bool{}
	g.lock.Unlock()
	for conn := range conns {
		conn.Conn.Close()
	}
}

// Accept waits while the gate is down. gocaves reads a connection before it has said whose it is, and drops what it
// reads until then; it has said so when it accepts the next, so only then may the one before be read.
func (g *gate) Accept() (net.Conn, error) {
	g.lock.Lock()
	if g.last != nil {
		close(g.last.ready)
		g.last = nil
	}
	g.lock.Unlock()
	for {
		g.lock.Lock()
		for g.inner == nil {
			g.opened.Wait()
		}
		inner := g.inner
		g.lock.Unlock()
		conn, err := inner.Accept()
		if err != nil {
			if errors.Is(err, net.ErrClosed) {
				continue
			}
			return nil, err
		}
		gated := &gateConn{Conn: conn, gate: g, ready: make(chan struct{})}
		g.lock.Lock()
		if g.inner != inner {
			g.lock.Unlock()
			conn.Close()
			continue
		}
		g.conns[gated] = true
		g.last = gated
		g.lock.Unlock()
		return gated, nil
	}
}

func (g *gate) Addr() net.Addr { return &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: g.port} }

func (g *gate) Close() error {
	g.down()
	return nil
}

type gateConn struct {
	net.Conn
	gate  *gate
	ready chan struct{}
}

func (c *gateConn) Read(into []byte) (int, error) {
	<-c.ready
	return c.Conn.Read(into)
}

func (c *gateConn) Close() error {
	c.gate.lock.Lock()
	delete(c.gate.conns, c)
	c.gate.lock.Unlock()
	return c.Conn.Close()
}
